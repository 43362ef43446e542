package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MineCommandTest {
  private static final int SONGS = EmbeddedLibrary.SONGS;

  @TempDir private Path folder;
  private Commands reclass;
  private EmbeddedLibrary library;

  @BeforeEach
  void install() throws IOException {
    reclass = new Commands(folder);
    library = new EmbeddedLibrary(folder.resolve("installation"));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(reclass.models())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            reclass.models().relativize(file).toString(),
            HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  void aBetterHeadIsAdoptedVotesAfterARevoteAndIsTakenBackByteForByte() throws IOException {
    library.songs(SONGS, 3, true);
    Map<String, String> before = files();
    Path report = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    Commands.Ran ran =
        reclass.run("train", "mine", "--from", "library", "--report", report, "--json", json);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("tried mn04, logistic regression, C ")
        .contains("fitted to 120 songs of 31 artists, compared on 40 songs of others")
        .contains("current vote:  accuracy 80.0 %", "with the head: accuracy 97.5 %")
        .contains("8 newly right, 1 newly wrong (p = 0.039)")
        .contains("a re-vote changes 81 of 160 verdicts, 80 of them to another genre")
        .contains("Now the head of mn04: on ")
        .contains("Take it back: reclass model rollback mn04");
    assertThat(report).content().contains("<h1>A head for library</h1>", "Recall with the head");
    assertThat(json).content().contains("\"adopted\" : true", "\"newly_right\"");
    assertThat(reclass.left()).containsExactly(".former-mn04", "mn04");
    assertThat(library.rocks()).as("no verdict has changed").isZero();

    library.revote();
    assertThat(library.rocks()).isEqualTo(80);

    Commands.Ran again = reclass.run("train", "mine", "--from", "library");
    assertThat(again.out())
        .as("it is no better than itself")
        .contains("Nothing was changed: the vote with the new head is not better")
        .contains("0 newly right, 0 newly wrong (p = 1.000)");

    Commands.Ran rollback = reclass.run("model", "rollback", "mn04");
    assertThat(rollback.status()).as(rollback.err()).isZero();
    assertThat(rollback.out())
        .contains("mn04: has its head of 2026-01-01T00:00:00Z again: Jazz, Rock")
        .contains("reclass revote");
    assertThat(files()).isEqualTo(before);
    Commands.Ran twice = reclass.run("model", "rollback", "mn04");
    assertThat(twice.status()).isNotZero();
    assertThat(twice.err()).contains("mn04 has no former head");
  }

  @Test
  void aHeadThatIsNoBetterThanChanceChangesNothing() throws IOException {
    library.songs(SONGS, 0, true);
    Map<String, String> before = files();
    Commands.Ran ran = reclass.run("train", "mine", "--from", "library");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Nothing was changed: the vote with the new head is not better by more than")
        .doesNotContain("Now the head of");
    assertThat(files()).isEqualTo(before);
    assertThat(reclass.left()).containsExactly("mn04");
  }

  @Test
  void correctionsAreLearntAndTheirBiasIsSaid() throws IOException {
    library.songs(SONGS, 3, false);
    library.correct(SONGS - 20);
    Commands.Ran ran = reclass.run("train", "mine", "--from", "corrections");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("songs are corrected mostly where the vote was wrong")
        .contains("Now the head of mn04");
  }

  @Test
  void tooFewSongsAreRefusedInWords() throws IOException {
    library.songs(SONGS, 3, false);
    assertThat(reclass.run("train", "mine", "--from", "corrections").err())
        .contains("no song for the data set corrections was found")
        .contains("reclass correct FILE GENRE");
    library.correct(12);
    Commands.Ran ran = reclass.run("train", "mine", "--from", "corrections", "--min-songs", "2");
    assertThat(ran.status()).isNotZero();
    assertThat(ran.err())
        .contains("has too few songs: genres to learn from: [Rock]")
        .contains("Label songs of at least two genres, each by three artists and more")
        .contains("skipped the genre Jazz: it needs songs of at least 2 artists");
  }

  @Test
  void wrongOptionsAreRefusedInWords() {
    assertThat(reclass.run("train", "mine", "--from", folder.resolve("absent")).err())
        .contains("is neither library nor corrections, nor a folder");
    assertThat(reclass.run("train", "mine").err()).contains("--from=SOURCE");
    assertThat(reclass.run("train", "mine", "--from", "corrections", "--annotations", "x").err())
        .contains("--annotations is for --from library only");
    assertThat(reclass.run("model", "rollback", "none").err()).contains("none: no such model");
  }
}
