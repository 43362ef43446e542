package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.InboxConfig.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxCheckTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsTestedLikeTheWatcherUsesItAndLeftUnchanged() {
    assertThat(InboxCheck.of(folder, Watch.AUTO)).isEqualTo("watched by inotify");
    assertThat(InboxCheck.of(folder, Watch.POLL)).endsWith("(poll)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileOrAMissingFolderIsReportedWithTheRemedy() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> InboxCheck.of(file, Watch.AUTO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("set reclass.inbox.path");
    assertThatThrownBy(() -> InboxCheck.of(folder.resolve("none"), Watch.AUTO))
        .hasMessageContaining("does not exist");
  }

  @Test
  void aReadOnlyFolderIsRefused() {
    assertThatThrownBy(() -> InboxCheck.of(Path.of("/proc/self"), Watch.AUTO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not writable");
  }
}
