package io.musicreclass.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileErrorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Too many open files",
        "Input/output error",
        "Stale file handle",
        "Connection timed out",
        "Transport endpoint is not connected",
        "File name too long"
      })
  void whatCouldNotBeLookedAtIsNotAbsent(String reason) {
    assertThat(FileErrors.isAbsence(new FileSystemException("/a", null, reason))).isFalse();
  }

  @Test
  void onlyTheSystemsOwnErrorProvesThatAFileDoesNotExist() throws IOException {
    assertThat(FileErrors.isAbsence(new NoSuchFileException("/a"))).isTrue();
    assertThat(FileErrors.isAbsence(new AccessDeniedException("/a"))).isFalse();
    assertThat(FileErrors.exists(folder)).isTrue();
    assertThat(FileErrors.exists(folder.resolve("a"))).isFalse();
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(FileErrors.exists(file.resolve("below"))).as("ENOTDIR").isFalse();
    assertThat(FileErrors.exists(Files.createSymbolicLink(folder.resolve("b"), file))).isTrue();
  }

  @Test
  void anInvalidNameDoesNotProveAbsence() {
    Path path = folder.resolve("x".repeat(300));
    assertThatThrownBy(() -> FileErrors.exists(path)).hasMessageContaining("too long");
  }
}
