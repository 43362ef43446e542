package io.musicreclass.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.publish.Eventually;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the very file that the ledger knows is opened. */
class FileOpenerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Path music;
  private Path song;
  private FileOpener<OpenedFile> opener;

  @BeforeEach
  void writeSong() throws IOException {
    music = Files.createDirectories(folder.resolve("music"));
    song = Files.writeString(music.resolve("söng.mp3"), "the song itself");
    opener = new FileOpener<>(List.of(music), LIMIT, OpenedFile::open);
  }

  private void assertRefused(SongFile file, Reason reason) {
    assertThatThrownBy(() -> opener.open(file).close())
        .isInstanceOfSatisfying(
            UnplayableException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e.remedy()).isNotBlank();
            });
  }

  @Test
  void theFileThatTheLedgerKnowsIsOpenedAndStaysTheSameWhateverBecomesOfItsName()
      throws IOException {
    try (OpenedFile opened = opener.open(SongFile.stat(song))) {
      Files.delete(song);
      Files.writeString(song, "something else");
      assertThat(opened.path()).hasContent("the song itself");
      assertThat(opened.head()).asString().isEqualTo("the song its");
    }
  }

  @Test
  void anOpenedFileIsClosedOnce() throws IOException {
    OpenedFile opened = opener.open(SongFile.stat(song));
    opened.close();
    opened.close();
    assertThat(opened.path()).doesNotExist();
  }

  @Test
  void aReplacedFileIsRefused() throws IOException {
    SongFile known = SongFile.stat(song);
    Path other = Files.writeString(folder.resolve("other"), "the song itself");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(song));
    Files.move(other, song, StandardCopyOption.REPLACE_EXISTING);
    assertRefused(known, Reason.CHANGED);
  }

  @Test
  void aFileOfAnotherSizeOrTimeIsRefused() throws IOException {
    SongFile known = SongFile.stat(song);
    FileTime time = Files.getLastModifiedTime(song);
    Files.writeString(song, "the song itself, and more");
    Files.setLastModifiedTime(song, time);
    assertRefused(known, Reason.CHANGED);

    SongFile larger = SongFile.stat(song);
    Files.setLastModifiedTime(song, FileTime.fromMillis(time.toMillis() + 1));
    assertRefused(larger, Reason.CHANGED);
  }

  @Test
  void aLinkInPlaceOfTheFileIsRefusedEvenToTheSameFile() throws IOException {
    SongFile known = SongFile.stat(song);
    Path moved = Files.move(song, music.resolve("moved.mp3"));
    Files.createSymbolicLink(song, moved);
    assertRefused(known, Reason.CHANGED);
  }

  @Test
  void aLinkInPlaceOfAFolderIsRefused() throws IOException {
    Path album = Files.createDirectories(music.resolve("album"));
    Path inAlbum = Files.move(song, album.resolve("1.mp3"));
    SongFile known = SongFile.stat(inAlbum);
    opener.open(known).close();
    Files.move(album, folder.resolve("elsewhere"));
    Files.createSymbolicLink(album, folder.resolve("elsewhere"));
    assertRefused(known, Reason.OUTSIDE);
  }

  @Test
  void aFolderOfTheSettingsMayBeALinkItself() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), music);
    opener = new FileOpener<>(List.of(link), LIMIT, OpenedFile::open);
    SongFile known = SongFile.stat(link.resolve("söng.mp3"));
    opener.open(known).close();
    assertRefused(SongFile.stat(song), Reason.OUTSIDE);
  }

  @Test
  void aFolderInAnotherOneMayBeALinkIfItIsInTheSettings() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("1.mp3"), "x");
    Path sorted = Files.createSymbolicLink(music.resolve("sorted"), elsewhere);
    SongFile known = SongFile.stat(sorted.resolve("1.mp3"));
    assertRefused(known, Reason.OUTSIDE);
    opener = new FileOpener<>(List.of(music, sorted), LIMIT, OpenedFile::open);
    opener.open(known).close();
  }

  @Test
  void aHardLinkIsAFileOfItsOwnNameAndNoWayToAnotherOne() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "not for listening");
    SongFile known = SongFile.stat(song);
    Files.delete(song);
    Files.createLink(song, secret);
    assertRefused(known, Reason.CHANGED);
    assertRefused(SongFile.stat(secret), Reason.OUTSIDE);

    // A song that is linked to from elsewhere, as download programs do, is played.
    Path shared = Files.writeString(folder.resolve("shared"), "shared");
    Path linked = music.resolve("linked.mp3");
    Files.createLink(linked, shared);
    opener.open(SongFile.stat(linked)).close();
  }

  @Test
  void aFileOutsideTheFoldersIsRefusedWithoutBeingOpened() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    opener =
        new FileOpener<>(
            List.of(music),
            LIMIT,
            (file, above) -> {
              opened.incrementAndGet();
              return OpenedFile.open(file, above);
            });
    Path outside = Files.writeString(folder.resolve("outside.mp3"), "x");
    assertRefused(SongFile.stat(outside), Reason.OUTSIDE);
    Path dotted = music.resolve("../outside.mp3");
    SongFile stat = SongFile.stat(outside);
    assertRefused(new SongFile(dotted, stat.inode(), stat.size(), stat.mtime()), Reason.OUTSIDE);
    Files.createDirectories(folder.resolve("music2"));
    Path beside = Files.writeString(folder.resolve("music2/a.mp3"), "x");
    assertRefused(SongFile.stat(beside), Reason.OUTSIDE);
    assertThat(opened).hasValue(0);
  }

  @Test
  void aDeletedFileIsAbsent() throws IOException {
    SongFile known = SongFile.stat(song);
    Files.delete(song);
    assertRefused(known, Reason.ABSENT);
    Files.delete(music);
    Files.writeString(music, "a file in place of the folder");
    assertRefused(known, Reason.ABSENT);
  }

  @Test
  void aFolderIsNoSong() throws IOException {
    Path inner = Files.createDirectory(music.resolve("inner"));
    assertRefused(SongFile.stat(inner), Reason.CHANGED);
  }

  @Test
  void nobodyWaitsForADiskThatHangsAndItsFileIsClosedWhenItReturns() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    OpenedFile[] late = new OpenedFile[1];
    opener =
        new FileOpener<>(
            List.of(music),
            Duration.ofMillis(20),
            (file, above) -> {
              calls.incrementAndGet();
              OpenedFile opened = OpenedFile.open(file, above);
              late[0] = late[0] == null ? opened : late[0];
              awaitQuietly(hung);
              return opened;
            });
    assertRefused(SongFile.stat(song), Reason.NO_RESPONSE);
    assertRefused(SongFile.stat(song), Reason.NO_RESPONSE);
    assertThat(calls).as("a silent disk is not asked again").hasValue(1);
    hung.countDown();
    Eventually.holds("the file is closed", () -> late[0] != null && !Files.exists(late[0].path()));
    opener = new FileOpener<>(List.of(music), LIMIT, OpenedFile::open);
    opener.open(SongFile.stat(song)).close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
