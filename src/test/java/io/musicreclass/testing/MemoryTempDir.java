package io.musicreclass.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Creates folders in /dev/shm if possible, for tests with thousands of file operations that a disk
 * would slow down.
 */
public final class MemoryTempDir implements TempDirFactory {
  private static final Path SHM = Path.of("/dev/shm");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return Files.isWritable(SHM)
        ? Files.createTempDirectory(SHM, "reclass")
        : Files.createTempDirectory("reclass");
  }
}
