package io.musicreclass.train.extra;

import io.musicreclass.lifecycle.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import ml.dmlc.xgboost4j.java.DMatrix;

/**
 * Unpacks XGBoost's library into this process's temporary folder. XGBoost itself would use the
 * value that {@code java.io.tmpdir} had when Java started, and a killed process would leave 17 MB
 * there.
 */
final class XgboostLibrary {
  private static final String FILE = "libxgboost4j.so";
  private static boolean loaded;

  private XgboostLibrary() {}

  /** Loads it once per process; if that fails, XGBoost unpacks it itself. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    String platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    try (InputStream in =
        DMatrix.class.getResourceAsStream("/lib/linux/" + platform + "/" + FILE)) {
      if (in == null) {
        return;
      }
      Path folder = TemporaryFiles.createFolder("xgboost-");
      Path file = folder.resolve(FILE);
      folder.toFile().deleteOnExit();
      Files.copy(in, file);
      file.toFile().deleteOnExit();
      // Native methods are looked up in the libraries that classes of their loader have loaded.
      System.load(file.toString());
      Field initialized =
          Class.forName("ml.dmlc.xgboost4j.java.NativeLibLoader").getDeclaredField("initialized");
      initialized.setAccessible(true);
      initialized.setBoolean(null, true);
    } catch (IOException | ReflectiveOperationException | UnsatisfiedLinkError e) {
      // such as a full disk, which XGBoost then reports itself
    }
  }
}
