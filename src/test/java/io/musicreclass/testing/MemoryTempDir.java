package io.musicreclass.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes folders in memory, where there is such a file system: ten thousand songs wait for a disk
 * some ten thousand times, and memory does not let them wait.
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
