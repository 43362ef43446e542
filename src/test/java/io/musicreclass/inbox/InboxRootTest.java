package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.musicreclass.inbox.InboxRoot.Absent;
import io.musicreclass.inbox.InboxRoot.There;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mounts are simulated with a mountinfo file (see proc(5)). */
class InboxRootTest {
  private static final String ROOT = "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

  @TempDir Path temp;
  private Path folder;
  private Path mountinfo;
  private InboxRoot root;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temp.toRealPath().resolve("my inbox"));
    mountinfo = Files.writeString(temp.resolve("mountinfo"), ROOT);
    root = new InboxRoot(folder, "reclass.inbox.path", mountinfo);
  }

  @Test
  void theSameFolderGivesEqualResults() {
    assertThat(root.check()).isInstanceOf(There.class).isEqualTo(root.check());
  }

  @Test
  void aMountOverTheFolderIsAnotherFolder() throws IOException {
    InboxRoot.Found before = root.check();
    mount(folder, 31, "vfat");
    assertThat(root.check()).isInstanceOf(There.class).isNotEqualTo(before);
  }

  @Test
  void anUnmountedFolderIsOfflineEvenThoughItsMountPointExists() throws IOException {
    mount(folder, 31, "vfat");
    InboxRoot.Found mounted = root.check();
    Files.writeString(mountinfo, ROOT);
    assertThat(root.check())
        .isInstanceOfSatisfying(
            Absent.class,
            a -> assertThat(a.reason()).contains("my inbox is no longer mounted", "restart"));
    mount(folder, 32, "vfat");
    assertThat(root.check()).isInstanceOf(There.class).isNotEqualTo(mounted);
  }

  @Test
  void aMountBelowTheFolderMakesItADifferentOne() throws IOException {
    InboxRoot.Found before = root.check();
    mount(folder.resolve("nas"), 31, "nfs4");
    assertThat(root.check())
        .isInstanceOfSatisfying(There.class, t -> assertThat(t.unreliableType()).hasValue("nfs4"))
        .isNotEqualTo(before);
  }

  @Test
  void inotifyIsReliableOnALocalDisk() {
    assertThat(root.check())
        .isInstanceOfSatisfying(There.class, t -> assertThat(t.unreliableType()).isEmpty());
  }

  @Test
  void anUnreadableFolderNamesTheRemedy() throws IOException {
    assumeFalse(Files.isReadable(Path.of("/etc/shadow")), "root reads every folder");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("-wx------"));
    assertThat(root.check())
        .isInstanceOfSatisfying(
            InboxRoot.Unknown.class,
            a -> assertThat(a.reason()).contains("read and execute permission"));
  }

  @Test
  void withoutAMountListTheFolderIsStillFound() {
    assertThat(new InboxRoot(folder, "reclass.inbox.path", temp.resolve("none")).check())
        .isInstanceOf(There.class);
  }

  private void mount(Path point, int id, String type) throws IOException {
    String escaped = point.toString().replace(" ", "\\040");
    Files.writeString(
        mountinfo, ROOT + id + " 20 0:40 / " + escaped + " rw - " + type + " source rw\n");
  }
}
