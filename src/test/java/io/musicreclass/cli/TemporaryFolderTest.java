package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path home;

  private Path parent() {
    return home.resolve("tmp");
  }

  private long entries() throws IOException {
    try (Stream<Path> all = Files.list(parent())) {
      return all.count();
    }
  }

  @Test
  void foldersOfKilledProcessesAreRemovedAndThoseOfLivingOnesStay() throws IOException {
    try (TemporaryFolder living = TemporaryFolder.in(parent(), false).orElseThrow()) {
      Path used = Files.writeString(living.folder().resolve("library.so"), "code");
      Path killed = Files.createDirectories(parent().resolve("123-x/onnxruntime-java1"));
      Files.writeString(killed.resolve("libonnxruntime.so"), "code");
      Files.writeString(parent().resolve("123-x.lock"), "");
      try (TemporaryFolder next = TemporaryFolder.in(parent(), false).orElseThrow()) {
        assertThat(next.folder()).isEmptyDirectory();
        assertThat(killed).doesNotExist();
        assertThat(used).exists();
        assertThat(entries()).as("two folders and their locks").isEqualTo(4);
      }
    }
    assertThat(entries()).isZero();
  }

  @Test
  void withoutAHomeFolderOnlyTheDaemonCreatesOne() {
    Path nowhere = home.resolve("var/tmp");
    assertThat(TemporaryFolder.in(nowhere, false)).isEmpty();
    assertThat(nowhere.getParent()).doesNotExist();
    Optional<TemporaryFolder> made = TemporaryFolder.in(nowhere, true);
    assertThat(made).isPresent();
    assertThat(nowhere).isDirectory();
  }
}
