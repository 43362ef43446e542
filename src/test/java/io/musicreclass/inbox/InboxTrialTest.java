package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.InboxConfig.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTrialTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsTriedAsItWouldBeWatchedAndLeftAsItWas() {
    assertThat(InboxTrial.of(folder, Watch.AUTO)).isEqualTo("watched by inotify");
    assertThat(InboxTrial.of(folder, Watch.POLL)).endsWith("(poll)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoFolderOrNotThereIsSaidWithTheMend() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> InboxTrial.of(file, Watch.AUTO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("set reclass.inbox.path");
    assertThatThrownBy(() -> InboxTrial.of(folder.resolve("none"), Watch.AUTO))
        .hasMessageContaining("is not there");
  }

  @Test
  void aFolderThatNobodyMayWriteIsRefused() {
    assertThatThrownBy(() -> InboxTrial.of(Path.of("/proc/self"), Watch.AUTO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be written");
  }
}
