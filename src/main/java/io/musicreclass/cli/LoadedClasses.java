package io.musicreclass.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The program's own classes, of which a rehearsal without the default models uses only some. */
final class LoadedClasses {
  private static final String OWN = "io/musicreclass/";
  private static final String SUFFIX = ".class";

  private LoadedClasses() {}

  /** Loads all of them without initialising any. Does nothing where they are in no jar. */
  static void loadAll() throws IOException {
    Path program = program();
    if (!Files.isRegularFile(program)) {
      return;
    }
    List<String> names;
    try (JarFile jar = new JarFile(program.toFile())) {
      names =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(OWN) && name.endsWith(SUFFIX))
              .map(name -> name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
              .filter(name -> !name.endsWith("package-info"))
              .toList();
    }
    for (String name : names) {
      try {
        Class.forName(name, false, LoadedClasses.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        // uses TensorRT, whose bindings are outside the program's class path
      }
    }
  }

  private static Path program() {
    try {
      return Path.of(
          LoadedClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
