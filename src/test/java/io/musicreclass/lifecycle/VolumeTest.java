package io.musicreclass.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/package-test} runs the program in a root that the mount table does not have. */
class VolumeTest {
  @TempDir private Path folder;

  @Test
  void onlyAMissingEntryOfTheMountTableIsNoObstacle() throws IOException {
    assertThat(Volume.usableSpace(folder)).isBetween(0L, Long.MAX_VALUE - 1);
    assertThat(Volume.hasPermissions(folder)).isTrue();
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Volume.usableSpace(missing)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Volume.hasPermissions(missing))
        .isInstanceOf(NoSuchFileException.class);
  }
}
