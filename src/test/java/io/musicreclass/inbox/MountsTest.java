package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.inbox.Mounts.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
  @Test
  void theListIsReadWithItsEscapes(@TempDir Path temp) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("mountinfo"),
            """
            20 1 8:1 / / rw - ext4 /dev/sda1 rw
            not a line
            31 20 0:40 /x /mnt/a\\040b\\134c rw,noatime shared:9 master:2 - fuse.sshfs me@host: rw
            """);
    assertThat(Mounts.of(Mounts.text(file)).all())
        .containsExactly(
            new Mount("20", Path.of("/"), "ext4"),
            new Mount("31", Path.of("/mnt/a b\\c"), "fuse.sshfs"));
  }

  @Test
  void aPathBelongsToTheDeepestAndLatestMount() {
    Mount root = new Mount("1", Path.of("/"), "ext4");
    Mount under = new Mount("2", Path.of("/mnt"), "autofs");
    Mount over = new Mount("3", Path.of("/mnt"), "nfs4");
    Mount other = new Mount("4", Path.of("/mnt2"), "xfs");
    Mounts mounts = new Mounts(List.of(root, under, over, other));
    assertThat(mounts.holding(Path.of("/mnt/inbox"))).hasValue(over);
    assertThat(mounts.holding(Path.of("/mnt3"))).hasValue(root);
    assertThat(mounts.around(Path.of("/mnt2"))).containsExactly(other);
    assertThat(mounts.around(Path.of("/"))).containsExactly(root, under, over, other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nfs", "nfs4", "cifs", "smb3", "fuse", "fuse.sshfs", "9p", "vboxsf", "virtiofs"})
  void onNetworkFileSystemsInotifyIsDeaf(String type) {
    assertThat(new Mount("1", Path.of("/"), type).unreliable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "btrfs", "xfs", "vfat", "exfat", "tmpfs", "overlay", "fuseblk"})
  void onLocalFileSystemsItIsNot(String type) {
    assertThat(new Mount("1", Path.of("/"), type).unreliable()).isFalse();
  }
}
