package io.musicreclass.cli;

import static io.musicreclass.similar.EmbeddedSongs.path;
import static io.musicreclass.similar.EmbeddedSongs.song;
import static io.musicreclass.similar.EmbeddedSongs.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Synthetic;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarCommandTest {
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void classifySongs() throws IOException {
    commands = new Commands(folder);
    TestStages stages =
        new TestStages(folder.resolve("installation"))
            .network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null));
    ModelPackage mn04 = stages.settings().store().find("mn04").orElseThrow();
    Synthetic.write(
        stages.settings().home(),
        Stream.of(
            song(1, mn04, 3, 4),
            song(2, mn04, 0, 1),
            song(3, mn04, 4, 3),
            song(4, mn04, 1, 0),
            without(5)));
  }

  @Test
  void theMostSimilarSongsAreListedFirst() {
    Commands.Ran ran = commands.run("similar", path(1), "-n", "2");
    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "0.960  Jazz         /music/song-3.mp3", "0.800  Jazz         /music/song-2.mp3");
    assertThat(ran.err())
        .isEqualTo(
            "Compared with 4 songs by mn04; 1 has no embedding by it: run reclass revote, which"
                + " queues songs that lack a stage\n");
  }

  @Test
  void theyAreWrittenToAPlaylist() throws IOException {
    Path list = folder.resolve("like this.m3u8");
    assertThat(commands.run("similar", path(1), "-n", "2", "--m3u", list).status()).isZero();
    String up = folder.relativize(Path.of("/music")).toString();
    assertThat(Files.readAllLines(list))
        .containsExactly(
            "#EXTM3U", "#RECLASS similar to song-1.mp3", up + "/song-3.mp3", up + "/song-2.mp3");
  }

  @Test
  void aFileThatReclassHasNotWrittenIsNotReplaced() throws IOException {
    Path list = Files.writeString(folder.resolve("mine.m3u"), "#EXTM3U\n/my/song.mp3\n");
    Commands.Ran ran = commands.run("similar", path(1), "--m3u", list);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains(list + " was not written by Reclass");
    assertThat(Files.readString(list)).endsWith("/my/song.mp3\n");
  }

  @Test
  void aPlaylistInAMissingFolderIsRefusedBeforeAnythingIsListed() {
    Commands.Ran ran = commands.run("similar", path(1), "--m3u", folder.resolve("none/list.m3u"));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("its folder does not exist");
  }

  @Test
  void whatIsNoSongIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.mp3"), "no song");
    Commands.Ran ran = commands.run("similar", text);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith("reclass: " + text + ": ");
    assertThat(commands.run("similar", folder.resolve("gone.mp3")).err())
        .isEqualTo(
            "reclass: "
                + folder.resolve("gone.mp3")
                + ": the file does not exist: check its name\n");
  }

  @Test
  void aSongWithoutAnEmbeddingWhoseFileIsGoneIsRefused() {
    Commands.Ran ran = commands.run("similar", path(5));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("/music/song-5.mp3: this song has no embedding by mn04; run reclass revote");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThat(commands.run("similar", path(1), "-n", "0").err())
        .isEqualTo("reclass: -n 0: give a number from 1 to 10000\n");
  }
}
