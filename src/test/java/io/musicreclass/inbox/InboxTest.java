package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold with inotify as well as with polling. */
class InboxTest {
  @TempDir Path folder;
  @TempDir Path outside;

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void songsPresentAtTheStartAreReportedInPathOrder(Watch watch) throws IOException {
    List<Path> songs = new ArrayList<>();
    for (String name : List.of("b.mp3", "a.mp3", "a/z.mp3", "a/b/c.ogg", "c d.wav", "c/1.mp3")) {
      Path song = folder.resolve(name);
      Files.createDirectories(song.getParent());
      songs.add(Files.writeString(song, "la"));
    }
    Collections.sort(songs);
    try (Watched watched = Watched.by(watch, folder)) {
      songs.forEach(watched.collector::await);
      assertThat(watched.collector.paths()).isEqualTo(songs);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void foldersMadeLaterAreWatchedToo(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      Path deep = Files.createDirectories(folder.resolve("a/b/c/d"));
      Path first = Files.writeString(deep.resolve("1.mp3"), "la");
      watched.collector.await(first);
      Path second = Files.writeString(deep.resolve("2.mp3"), "la");
      watched.collector.await(second);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void songsAndFoldersMovedInAreReported(Watch watch) throws IOException {
    Path album = Files.createDirectories(outside.resolve("artist/album"));
    Files.writeString(album.resolve("1.mp3"), "la");
    Path single = Files.writeString(outside.resolve("single.mp3"), "la");
    try (Watched watched = Watched.by(watch, folder)) {
      Files.move(outside.resolve("artist"), folder.resolve("artist"));
      Files.move(single, folder.resolve("single.mp3"));
      watched.collector.await(folder.resolve("artist/album/1.mp3"));
      watched.collector.await(folder.resolve("single.mp3"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void namesWithAnyBytesAreKept(Watch watch) throws IOException {
    byte[] name = {
      '/', 'a', ' ', '\n', '%', '4', '1', (byte) 0xff, (byte) 0xe9, '.', 'm', 'p', '3'
    };
    Path strange = folder.resolve(SongFile.path(name).getFileName());
    byte[] utf8 = "/Gr\u00fc\u00dfe aus \u6771\u4eac.opus".getBytes(StandardCharsets.UTF_8);
    Path umlaut = folder.resolve(SongFile.path(utf8).getFileName());
    Path below = strange.resolveSibling(SongFile.path(new byte[] {'/', (byte) 0xe4}).getFileName());
    try (Watched watched = Watched.by(watch, folder)) {
      Files.writeString(strange, "la");
      Files.writeString(umlaut, "la");
      Files.createDirectory(below);
      Files.writeString(below.resolve(strange.getFileName()), "la");
      assertThat(SongFile.bytes(watched.collector.await(strange).path())).endsWith(name);
      watched.collector.await(umlaut);
      watched.collector.await(below.resolve(strange.getFileName()));
      Path third = below.resolve(strange.getFileName()).resolveSibling("3.mp3");
      watched.collector.await(Files.writeString(third, "la"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void partialFilesAreLeftAloneUntilTheyAreRenamed(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      Path partial = Files.writeString(folder.resolve("song.mp3.crdownload"), "la");
      Path hidden = Files.writeString(folder.resolve(".song.ogg.Xa81bQ"), "la");
      watched.afterOneMore();
      assertThat(watched.songs()).isEmpty();
      watched.collector.await(Files.move(partial, folder.resolve("song.mp3")));
      watched.collector.await(Files.move(hidden, folder.resolve("song.ogg")));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aSongWaitsWhileItsControlFileLiesBesideIt(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      byte[] name = {'/', (byte) 0xfc, '.', 'm', 'p', '3', '.', 'a', 'r', 'i', 'a', '2'};
      Path control = Files.writeString(folder.resolve(SongFile.path(name).getFileName()), "");
      Path song = folder.resolve(SongFile.path(Arrays.copyOf(name, 6)).getFileName());
      Files.writeString(song, "la");
      watched.afterOneMore();
      watched.afterOneMore();
      assertThat(watched.collector.of(song)).isEmpty();
      Files.delete(control);
      watched.collector.await(song);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void hiddenFoldersAreNotLookedInto(Watch watch) throws IOException {
    Files.createDirectories(folder.resolve(".stversions/a"));
    Files.writeString(folder.resolve(".stversions/a/old.mp3"), "la");
    try (Watched watched = Watched.by(watch, folder)) {
      Path late = Files.createDirectories(folder.resolve("song.mp3.download"));
      Files.writeString(late.resolve("song.mp3"), "la");
      watched.afterOneMore();
      assertThat(watched.songs()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void onlyCertainNonSongsAreLeftAloneByName(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      Files.writeString(folder.resolve("Cover.JPG"), "x");
      Files.writeString(folder.resolve("list.m3u8"), "x");
      Path wrong = Files.writeString(folder.resolve("song.doesnotexist"), "la");
      Path bare = Files.writeString(folder.resolve("song"), "la");
      Path empty = Files.createFile(folder.resolve("empty.mp3"));
      watched.collector.await(wrong);
      watched.collector.await(bare);
      assertThat(watched.collector.await(empty).size()).isZero();
      watched.afterOneMore();
      assertThat(watched.songs()).containsOnly(wrong, bare, empty);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aHardLinkIsAFile(Watch watch) throws IOException {
    Path song = Files.writeString(outside.resolve("song.mp3"), "la");
    try (Watched watched = Watched.by(watch, folder)) {
      Path link = Files.createLink(folder.resolve("link.mp3"), song);
      assertThat(watched.collector.await(link).inode()).isEqualTo(SongFile.stat(song).inode());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void symbolicLinksAreNeitherReportedNorFollowed(Watch watch) throws IOException {
    Files.writeString(outside.resolve("secret.mp3"), "la");
    Files.createSymbolicLink(folder.resolve("early"), outside);
    try (Watched watched = Watched.by(watch, folder)) {
      Files.createSymbolicLink(folder.resolve("out.mp3"), outside.resolve("secret.mp3"));
      Files.createSymbolicLink(folder.resolve("late"), outside);
      watched.afterOneMore();
      assertThat(watched.songs()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aPermissionThatChangesIsAReasonToTryAgain(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      Path song = Files.writeString(folder.resolve("song.mp3"), "la");
      SongFile before = watched.collector.await(song);
      Files.setPosixFilePermissions(song, PosixFilePermissions.fromString("rw-rw-rw-"));
      assertThat(watched.collector.await(song, 2)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aChangedSongIsReportedAgainAndAnUnchangedOneIsNot(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      Path same = Files.writeString(folder.resolve("same.mp3"), "la");
      Path other = Files.writeString(folder.resolve("other.mp3"), "la");
      watched.collector.await(same);
      watched.collector.await(other);
      Files.writeString(other, "la la");
      assertThat(watched.collector.await(other, 2).size()).isEqualTo(5);
      assertThat(watched.collector.of(same)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aSongThatLeftIsReportedWhenItComesBack(Watch watch) throws IOException {
    try (Watched watched = Watched.by(watch, folder)) {
      Path song = Files.writeString(folder.resolve("song.mp3"), "la");
      watched.collector.await(song);
      Files.move(song, outside.resolve("song.mp3"));
      watched.afterOneMore();
      assertThat(watched.inbox.status(song)).isEqualTo(new FileStatus.Missing());
      Files.move(outside.resolve("song.mp3"), song);
      watched.collector.await(song, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void rescanReportsEverythingAgain(Watch watch) throws IOException {
    Path song = Files.writeString(folder.resolve("song.mp3"), "la");
    try (Watched watched = Watched.by(watch, folder)) {
      watched.collector.await(song);
      watched.inbox.rescan();
      watched.collector.await(song, 2);
    }
  }

  @Test
  void aConsumerThatThrowsDoesNotStopTheWatcher() throws IOException {
    Files.writeString(folder.resolve("bad.mp3"), "la");
    Collector good = new Collector();
    try (Inbox inbox =
        new Inbox(
            folder,
            Watch.AUTO,
            Watched.SETTLE,
            song -> {
              if (song.path().endsWith("bad.mp3")) {
                throw new IllegalStateException("no room");
              }
              good.accept(song);
            },
            new Problems())) {
      inbox.start();
      good.await(Files.writeString(folder.resolve("good.mp3"), "la"));
      assertThat(inbox.status(folder.resolve("bad.mp3")))
          .isInstanceOfSatisfying(
              FileStatus.Settling.class, s -> assertThat(s.reason()).contains("will be retried"));
    }
  }

  @Test
  void aClosedInboxStaysClosed() throws IOException {
    Watched watched = Watched.by(Watch.AUTO, folder);
    watched.close();
    watched.close();
    Files.writeString(folder.resolve("song.mp3"), "la");
    assertThat(watched.inbox.state()).isEqualTo(new InboxState.Closed());
    assertThatThrownBy(watched.inbox::start).isInstanceOf(IllegalStateException.class);
    assertThat(watched.collector.all()).isEmpty();
  }
}
