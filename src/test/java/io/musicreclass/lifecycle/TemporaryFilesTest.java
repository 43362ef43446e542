package io.musicreclass.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  private final String before = System.getProperty("java.io.tmpdir");
  @TempDir private Path folder;

  @AfterEach
  void restore() {
    System.setProperty("java.io.tmpdir", before);
  }

  @Test
  void theFolderMayBeSetAfterJavaHasStarted() throws IOException {
    System.setProperty("java.io.tmpdir", folder.toString());
    Path created = TemporaryFiles.createFolder("probe");
    assertThat(created).isEmptyDirectory().hasParent(folder);
    assertThat(created.getFileName().toString()).startsWith("probe");
    Path file = TemporaryFiles.createFile("sound", ".wav");
    assertThat(file).isEmptyFile().hasParent(folder);
    assertThat(file.getFileName().toString()).startsWith("sound").endsWith(".wav");
  }
}
