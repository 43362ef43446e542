package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behaviour specific to inotify; see {@link InboxTest} for the rest. */
class InotifyInboxTest {
  @TempDir Path folder;
  @TempDir Path outside;
  private Watched watched;

  @BeforeEach
  void watch() {
    watched = Watched.by(Watch.INOTIFY, folder);
  }

  @AfterEach
  void close() {
    watched.close();
  }

  @Test
  void aFileStillBeingWrittenIsReportedOnlyWhenClosed() throws IOException {
    Path slow = folder.resolve("slow.flac");
    try (OutputStream out = Files.newOutputStream(slow)) {
      out.write(new byte[100]);
      watched.afterOneMore();
      watched.afterOneMore();
      assertThat(watched.collector.paths()).doesNotContain(slow);
      assertThat(watched.inbox.status(slow))
          .isInstanceOfSatisfying(
              FileStatus.Settling.class,
              s -> assertThat(s.reason()).contains("a program is still writing it"));
      out.write(new byte[50]);
    }
    assertThat(watched.collector.await(slow).size()).isEqualTo(150);
    assertThat(watched.collector.of(slow)).hasSize(1);
  }

  @Test
  void aCreatedFileIsReportedOnlyAfterItWasWritten() throws IOException {
    Path slow = folder.resolve("slow.flac");
    try (OutputStream out = Files.newOutputStream(slow)) {
      watched.afterOneMore();
      assertThat(watched.collector.paths()).doesNotContain(slow);
      out.write(1);
    }
    assertThat(watched.collector.await(slow).size()).isEqualTo(1);
  }

  @Test
  void aReportedFileThatIsWrittenAgainWaitsForItsNewWriter() throws IOException {
    Path song = Files.writeString(folder.resolve("song.mp3"), "la");
    watched.collector.await(song);
    try (OutputStream out = Files.newOutputStream(song, StandardOpenOption.APPEND)) {
      out.write(1);
      watched.afterOneMore();
      assertThat(watched.collector.of(song)).hasSize(1);
    }
    assertThat(watched.collector.await(song, 2).size()).isEqualTo(3);
  }

  @Test
  void aNewModificationTimeIsANewState() throws IOException {
    Path song = Files.writeString(folder.resolve("song.mp3"), "la");
    watched.collector.await(song);
    Files.setLastModifiedTime(song, FileTime.from(Instant.ofEpochSecond(1_000_000)));
    assertThat(watched.collector.await(song, 2).mtime()).isEqualTo(1_000_000_000_000_000L);
  }

  @Test
  void aRenamedFolderIsWatchedUnderItsNewName() throws IOException {
    Path before = Files.createDirectory(folder.resolve("before"));
    watched.collector.await(Files.writeString(before.resolve("1.mp3"), "la"));
    Path after = Files.move(before, folder.resolve("after"));
    watched.collector.await(after.resolve("1.mp3"));
    Path second = Files.writeString(after.resolve("2.mp3"), "la");
    watched.collector.await(second);
    assertThat(watched.collector.paths()).doesNotContain(before.resolve("2.mp3"));
  }

  @Test
  void aFolderMovedOutIsForgottenWithItsContents() throws IOException {
    Path album = Files.createDirectories(folder.resolve("artist/album"));
    watched.collector.await(Files.writeString(album.resolve("1.mp3"), "la"));
    Path elsewhere = Files.move(folder.resolve("artist"), outside.resolve("artist"));
    Files.writeString(elsewhere.resolve("album/2.mp3"), "la");
    watched.afterOneMore();
    assertThat(watched.songs()).containsOnly(album.resolve("1.mp3"));
    Files.move(elsewhere, folder.resolve("artist"));
    watched.collector.await(album.resolve("1.mp3"), 2);
    watched.collector.await(album.resolve("2.mp3"));
  }

  @Test
  void aFolderThatBecomesReadableIsScanned() throws IOException {
    assumeFalse(Files.isReadable(Path.of("/etc/shadow")), "root reads every folder");
    Path locked = Files.createDirectory(outside.resolve("locked"));
    Path song = Files.writeString(locked.resolve("song.mp3"), "la");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("-wx------"));
    Path moved = Files.move(locked, folder.resolve("locked"));
    watched.afterOneMore();
    assertThat(watched.songs()).isEmpty();
    Files.setPosixFilePermissions(moved, PosixFilePermissions.fromString("rwx------"));
    watched.collector.await(moved.resolve(song.getFileName()));
  }

  @Test
  void theStateShowsHowTheFolderIsWatchedAndThatNothingIsWaiting() throws IOException {
    watched.afterOneMore();
    Collector.until(() -> watched.state().waiting() == 0, "nothing waiting");
    assertThat(watched.state().how()).isEqualTo("inotify");
    assertThat(watched.state().note()).isEmpty();
  }

  @Test
  void aSongIsReportedWithItsStamp() throws IOException {
    Path song = Files.writeString(folder.resolve("song.mp3"), "la");
    assertThat(watched.collector.await(song)).isEqualTo(SongFile.stat(song));
  }
}
