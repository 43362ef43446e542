package io.musicreclass.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Temporary files and folders in the folder that {@code java.io.tmpdir} names now.
 *
 * <p>The JDK reads that property once when it starts, and creates its own temporary files there for
 * good. The program sets the property later, to a folder that the next process removes if this one
 * is killed. The new value therefore counts only where it is read explicitly, as here.
 */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /**
   * Creates an empty folder, readable by its owner only.
   *
   * @param prefix start of its name
   */
  public static Path createFolder(String prefix) throws IOException {
    return Files.createTempDirectory(parent(), prefix);
  }

  /**
   * Creates an empty file, readable by its owner only.
   *
   * @param prefix start of its name
   * @param suffix end of its name, with the dot of an extension
   */
  public static Path createFile(String prefix, String suffix) throws IOException {
    return Files.createTempFile(parent(), prefix, suffix);
  }

  private static Path parent() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
