package io.musicreclass.train.method;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The optional module {@code reclass-train}. Its jars are on a class path of their own, below the
 * program's: it may use what the program has, and the program finds it by {@link ServiceLoader}.
 */
public final class TrainingModule {
  /** What builds and thereby installs it. */
  public static final String REMEDY = "run ./reclass-train/build";

  private static @Nullable ClassLoader loader;

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

  /** One for the whole process: native libraries are loaded once. */
  private static synchronized ClassLoader loader() throws IOException {
    ClassLoader known = loader;
    if (known == null) {
      ClassLoader program = TrainingModule.class.getClassLoader();
      known = Files.isDirectory(folder()) ? new URLClassLoader("train", jars(), program) : program;
      loader = known;
    }
    return known;
  }

  private static Path folder() {
    return Path.of(System.getProperty("musicreclass.root", ""), "reclass-train", "target", "lib")
        .toAbsolutePath()
        .normalize();
  }

  private static URL[] jars() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return jars.toArray(URL[]::new);
  }
}
