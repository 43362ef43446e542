package io.musicreclass.train.method;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The optional module {@code reclass-train}. Its jars are on a class path of their own, below the
 * program's: it may use what the program has, and the program finds it by {@link ServiceLoader}.
 */
public final class TrainingModule {
  /** What builds and thereby installs it. */
  public static final String REMEDY = "run ./reclass-train/build";

  /** One for each folder and the whole process: native libraries are loaded once. */
  private static final Map<Path, ClassLoader> LOADERS = new HashMap<>();

  private TrainingModule() {}

  /**
   * What it and the program provide of a service.
   *
   * @throws IllegalStateException if it does not fit this program; says what to do
   */
  public static <S> List<S> find(Class<S> service) {
    try {
      return ServiceLoader.load(service, loader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (IOException | ServiceConfigurationError | LinkageError e) {
      throw new IllegalStateException(
          folder() + " cannot be used (" + e.getMessage() + "): " + REMEDY, e);
    }
  }

  private static synchronized ClassLoader loader() throws IOException {
    Path folder = folder();
    ClassLoader program = TrainingModule.class.getClassLoader();
    if (!LOADERS.containsKey(folder)) {
      boolean there = Files.isDirectory(folder);
      LOADERS.put(folder, there ? new URLClassLoader("train", jars(folder), program) : program);
    }
    return LOADERS.getOrDefault(folder, program);
  }

  private static Path folder() {
    return Path.of(System.getProperty("musicreclass.root", ""), "reclass-train", "target", "lib")
        .toAbsolutePath()
        .normalize();
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return jars.toArray(URL[]::new);
  }
}
