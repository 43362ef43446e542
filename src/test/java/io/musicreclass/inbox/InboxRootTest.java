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

/** Mounting is played by a mountinfo file, as proc(5) describes it. */
class InboxRootTest {
  private static final String ROOT = "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

  @TempDir Path temp;
  private Path folder;
  private Path mountinfo;
  private InboxRoot home;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temp.toRealPath().resolve("my inbox"));
    mountinfo = Files.writeString(temp.resolve("mountinfo"), ROOT);
    home = new InboxRoot(folder, "reclass.inbox.path", mountinfo);
  }

  @Test
  void theSameFolderGivesEqualAnswers() {
    assertThat(home.look()).isInstanceOf(There.class).isEqualTo(home.look());
  }

  @Test
  void aMountOverTheFolderIsAnotherFolder() throws IOException {
    InboxRoot.Found before = home.look();
    mount(folder, 31, "vfat");
    assertThat(home.look()).isInstanceOf(There.class).isNotEqualTo(before);
  }

  @Test
  void anUnmountedFolderIsAwayEvenThoughItsMountPointIsThere() throws IOException {
    mount(folder, 31, "vfat");
    InboxRoot.Found mounted = home.look();
    Files.writeString(mountinfo, ROOT);
    assertThat(home.look())
        .isInstanceOfSatisfying(
            Absent.class,
            a -> assertThat(a.reason()).contains("my inbox is not mounted any more", "restart"));
    mount(folder, 32, "vfat");
    assertThat(home.look()).isInstanceOf(There.class).isNotEqualTo(mounted);
  }

  @Test
  void aMountBelowTheFolderIsANewSituation() throws IOException {
    InboxRoot.Found before = home.look();
    mount(folder.resolve("nas"), 31, "nfs4");
    assertThat(home.look())
        .isInstanceOfSatisfying(There.class, t -> assertThat(t.deaf()).hasValue("nfs4"))
        .isNotEqualTo(before);
  }

  @Test
  void aFolderOnALocalDiskIsNotDeaf() {
    assertThat(home.look())
        .isInstanceOfSatisfying(There.class, t -> assertThat(t.deaf()).isEmpty());
  }

  @Test
  void aFolderThatMayNotBeReadSaysWhatMendsIt() throws IOException {
    assumeFalse(Files.isReadable(Path.of("/etc/shadow")), "root reads every folder");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("-wx------"));
    assertThat(home.look())
        .isInstanceOfSatisfying(
            InboxRoot.Unknown.class,
            a -> assertThat(a.reason()).contains("read and execute permission"));
  }

  @Test
  void withoutAMountListTheFolderIsThereAllTheSame() {
    assertThat(new InboxRoot(folder, "reclass.inbox.path", temp.resolve("none")).look())
        .isInstanceOf(There.class);
  }

  private void mount(Path point, int id, String type) throws IOException {
    String escaped = point.toString().replace(" ", "\\040");
    Files.writeString(
        mountinfo, ROOT + id + " 20 0:40 / " + escaped + " rw - " + type + " source rw\n");
  }
}
