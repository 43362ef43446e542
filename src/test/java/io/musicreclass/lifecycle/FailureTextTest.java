package io.musicreclass.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  /** As most callers see it: some exception. */
  private static String of(Throwable e) {
    return FailureText.of(e);
  }

  @Test
  void whatADiskRefusesIsNoInternalError() {
    assertThat(of(new NoSuchFileException("/music"))).isEqualTo("/music no longer exists");
    assertThat(of(new AccessDeniedException("/music")))
        .isEqualTo("no permission for /music; grant this user access");
    assertThat(of(new FileSystemException("/music", null, "Input/output error")))
        .isEqualTo("/music: Input/output error");
    assertThat(of(new IOException("No space left on device"))).isEqualTo("No space left on device");
    assertThat(of(new IOException())).isEqualTo("IOException");
    assertThat(of(new UncheckedIOException(new NoSuchFileException("/music"))))
        .isEqualTo("/music no longer exists");
  }

  @Test
  void whatNobodyExplainedIsAnInternalError() {
    assertThat(of(new IllegalStateException("The engine is closed")))
        .isEqualTo("The engine is closed");
    assertThat(of(new ArrayIndexOutOfBoundsException("Index 7")))
        .isEqualTo("internal error: java.lang.ArrayIndexOutOfBoundsException: Index 7");
    assertThat(of(new OutOfMemoryError("Java heap space")))
        .isEqualTo("out of memory (Java heap space)");
  }
}
