package io.musicreclass.natives;

import io.musicreclass.lifecycle.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries of this process, and where other libraries unpack theirs. This class alone
 * sets the system properties that say so, before anything native is loaded:
 *
 * <ul>
 *   <li>A package has its libraries in {@code native} below the root, and none in its jars.
 *   <li>The launcher of a checkout names a folder made after the build ({@code
 *       musicreclass.start}).
 *   <li>Otherwise libraries are unpacked into the process's temporary folder.
 * </ul>
 */
public final class NativeFiles {
  private static final String START = "musicreclass.start";
  private static final String ONNX_RUNTIME = "onnxruntime.native.path";
  private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

  /** What libraries read for the folder of their temporary files. */
  private static final List<String> TEMPORARY =
      List.of("java.io.tmpdir", "jna.tmpdir", "org.sqlite.tmpdir");

  /** What libraries read for the folder of their unpacked native code. */
  private static final List<String> UNPACKED =
      List.of("jna.boot.library.path", "org.sqlite.lib.path", ONNX_RUNTIME);

  /** The same for JavaCPP, which looks into its jars first, as NVIDIA's bindings need. */
  private static final List<String> UNPACKED_JAVACPP =
      List.of(
          "org.bytedeco.javacpp.platform.preloadpath", "org.bytedeco.javacpp.platform.linkpath");

  private static @Nullable Path folder;

  private NativeFiles() {}

  /**
   * Points libraries to what is unpacked for this program.
   *
   * @param root the program's root
   */
  public static synchronized void use(Path root) {
    folder = null;
    Path packaged = root.resolve("native");
    if (Files.isDirectory(packaged)) {
      point(packaged);
      set(UNPACKED_JAVACPP, packaged);
      return;
    }
    String start = System.getProperty(START);
    if (start == null) {
      return;
    }
    Path libraries = Path.of(start, "lib");
    if (Files.isDirectory(libraries)) {
      point(libraries);
    }
    // JavaCPP also unpacks NVIDIA's bindings there, so a folder that only root may write is no use.
    if (Files.isWritable(Path.of(start))) {
      System.setProperty(JAVACPP_CACHE, Path.of(start, "javacpp").toString());
    }
  }

  private static void point(Path libraries) {
    folder = libraries;
    set(UNPACKED, libraries);
  }

  private static void set(List<String> properties, Path value) {
    properties.forEach(property -> System.setProperty(property, value.toString()));
  }

  /** Options of Java by which a child process finds the same unpacked libraries. */
  public static List<String> childOptions() {
    return Stream.concat(UNPACKED.stream(), UNPACKED_JAVACPP.stream())
        .filter(property -> System.getProperty(property) != null)
        .map(property -> "-D" + property + "=" + System.getProperty(property))
        .toList();
  }

  /** Makes all libraries of this process use a folder for temporary files. */
  public static void useTemporary(Path temporary) {
    set(TEMPORARY, temporary);
    // Vert.x appends a number to this name.
    System.setProperty("vertx.cacheDirBase", temporary.resolve("vertx").toString());
  }

  /**
   * An unpacked library.
   *
   * @param name as in {@code libreclass_loops.so}
   * @return empty if it is in its jar only, or nowhere
   */
  public static synchronized Optional<Path> find(String name) {
    return Optional.ofNullable(folder).map(f -> f.resolve(name)).filter(Files::exists);
  }

  /**
   * Unpacks this machine's libraries, which every process would otherwise do by itself, except
   * JavaCPP's, which has a cache of its own. A package has them already, and for a machine of
   * another kind there are none.
   *
   * @throws IOException if the jars lack one, or it cannot be written
   */
  public static void unpack(Path root, Path into) throws IOException {
    if (Files.isDirectory(root.resolve("native"))) {
      return;
    }
    Files.createDirectories(into);
    Optional<Platform> platform = Platform.current();
    if (platform.isPresent()) {
      for (String resource : platform.get().required()) {
        if (!copy(resource, into)) {
          throw new IOException("The class path lacks " + resource);
        }
      }
      copy(platform.get().loops(), into); // a build without a compiler has none
    }
  }

  /**
   * Unpacks ONNX Runtime's libraries into this process's temporary folder if they are nowhere else.
   * ONNX Runtime itself would use the value that {@code java.io.tmpdir} had when Java started, and
   * a killed process would leave 29 MB there. It still leaves an empty folder. If this fails, such
   * as on a full disk, ONNX Runtime tries itself and reports it.
   */
  public static synchronized void unpackOnnxRuntime() {
    if (System.getProperty(ONNX_RUNTIME) != null) {
      return;
    }
    try {
      Path into = TemporaryFiles.createFolder("onnxruntime-");
      into.toFile().deleteOnExit();
      for (String resource : Platform.current().map(Platform::onnxRuntime).orElse(List.of())) {
        if (!copy(resource, into)) {
          return;
        }
        into.resolve(name(resource)).toFile().deleteOnExit();
      }
      System.setProperty(ONNX_RUNTIME, into.toString());
    } catch (IOException e) {
      // reported by ONNX Runtime
    }
  }

  private static String name(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  private static boolean copy(String resource, Path into) throws IOException {
    try (InputStream in = NativeFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Files.copy(in, into.resolve(name(resource)), StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
  }
}
