package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.vote.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published taggers from their files to the scores of real songs. */
class ImportTaggersGoldenTest {
  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void place() throws Exception {
    reclass = new Commands(folder);
  }

  private static Path golden(String name) {
    return Golden.path("golden/taggers/" + name);
  }

  private Card imported(String name, Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "model";
    all[1] = "import";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Commands.Ran ran = reclass.run(all);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(reclass.run("model", "verify", name).out())
        .isEqualTo(name + ": ok" + System.lineSeparator());
    ModelPackage model = new ModelStore(List.of(reclass.models())).find(name).orElseThrow();
    assertThat(model.folder().resolve(ModelPackage.ENCODER_FP16)).exists();
    return model.card();
  }

  /** The worst difference of the five songs' scores from the reference's. */
  private double worst(String model, String expected) throws Exception {
    List<String> lines = Files.readAllLines(golden("expected/" + expected));
    List<String> songs =
        lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
    Object[] command = {"embed", "--model", model, "--scores", "-o", folder.resolve("scores.npy")};
    Object[] all = Arrays.copyOf(command, command.length + songs.size());
    for (int i = 0; i < songs.size(); i++) {
      all[command.length + i] = Golden.path("audio/" + songs.get(i));
    }
    Commands.Ran ran = reclass.run(all);
    assertThat(ran.status()).as(ran.err()).isZero();
    double worst = 0;
    try (Checkpoint table = Checkpoint.open(folder.resolve("scores.npy"))) {
      float[] scores = table.tensors().get("").floats();
      List<String> rows = Files.readAllLines(folder.resolve("scores.csv"));
      int classes = scores.length / songs.size();
      for (int song = 0; song < songs.size(); song++) {
        assertThat(rows.get(song + 1)).contains(songs.get(song));
        String[] wanted = lines.get(song + 1).split(",", -1);
        assertThat(wanted).hasSize(1 + classes);
        for (int c = 0; c < classes; c++) {
          double off = Math.abs(scores[song * classes + c] - Double.parseDouble(wanted[c + 1]));
          worst = Math.max(worst, off);
        }
      }
    }
    System.out.printf("%s of five songs: worst difference %.2g%n", model, worst);
    return worst;
  }

  @Test
  void theTagsOfFiveSongsAreTheReferences() throws Exception {
    Card card = imported("musicnn", golden("MSD_musicnn.h5"));

    assertThat(card.encoder().width()).isEqualTo(200);
    assertThat(card.encoder().classes().values()).isEqualTo(Card.Classes.Unit.PROBABILITY);
    assertThat(card.encoder().classes().names()).hasSize(50).startsWith("rock").endsWith("happy");
    assertThat(worst("musicnn", "musicnn_msd_tags.csv")).isPositive().isLessThan(0.02);
  }

  @Test
  void theLogitsOfFiveSongsAreTheReferences() throws Exception {
    Card card = imported("mn04", golden("mn04_as_mAP_432.pt"));

    assertThat(card.encoder().width()).isEqualTo(384);
    assertThat(card.encoder().classes().values()).isEqualTo(Card.Classes.Unit.LOGIT);
    assertThat(card.encoder().classes().names())
        .hasSize(527)
        .startsWith("Speech", "Male speech, man speaking");
    assertThat(worst("mn04", "mn04_logits.csv")).isPositive().isLessThan(0.1);
  }

  @Test
  void theKindMayBeNamedAndOtherWeightsGetNoHead() throws Exception {
    Card card = imported("musicnn-mtt", "musicnn", golden("MTT_musicnn.h5"));

    assertThat(card.kind()).hasToString("musicnn");
    assertThat(card.encoder().classes().names()).startsWith("guitar");
    assertThat(card.head()).isNull();
  }

  @Test
  void aNetworkOfNamedClassesVotesByItsLabelMap() throws Exception {
    Card card = imported("mn04", "efficientat", golden("mn04_as_mAP_432.pt"));

    assertThat(card.head().genres()).isEqualTo(Vocabulary.shipped("wide").genres().names());
    assertThat(card.head().taxonomy()).isEqualTo("wide");
    assertThat(reclass.models().resolve("mn04").resolve("labels.txt")).content().contains("Opera");
  }

  /** A table of vectors of two genres, ten artists each. */
  private static List<String> jazzAndRock(int width) {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>();
    IntStream columns = IntStream.range(0, width);
    lines.add("genre,artist" + columns.mapToObj(c -> ",v" + c).collect(Collectors.joining()));
    for (int row = 0; row < 40; row++) {
      StringBuilder line = new StringBuilder(row % 2 == 0 ? "Jazz," : "Rock,").append(row / 2);
      for (int column = 0; column < width; column++) {
        line.append(',').append(random.nextDouble() + row % 2 / 2.0);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  @Test
  void aHeadOnADefaultNetworkVotesInItsPlaceAndKeepsThePair() throws Exception {
    imported("musicnn", golden("MSD_musicnn.h5"));
    imported("mn04", golden("mn04_as_mAP_432.pt"));
    Path mine = TinyHeads.of("fc.", 200, 8, 8, 10).zip(folder.resolve("mine.pth"));
    Path genres =
        Files.write(folder.resolve("genres.txt"), Vocabulary.shipped("gtzan").genres().names());
    Commands.Ran head =
        reclass.run("model", "import", "head", mine, "--for", "musicnn", "--genres", genres);
    assertThat(head.status()).as(head.err()).isZero();
    assertThat(head.out())
        .contains("votes     as stage musicnn", "voting    efficientat:mn04, musicnn:musicnn")
        .doesNotContain("stopped");
    Path table = folder.resolve("songs.csv");
    Files.write(table, jazzAndRock(384));
    Commands.Ran trained = reclass.run("train", "head", table, "--for", "mn04", "--no-mlp");
    assertThat(trained.status()).as(trained.err()).isZero();
    Commands.Ran list = reclass.run("model", "list");
    assertThat(list.status()).as(list.err()).isZero();
    assertThat(list.out())
        .contains("voting: efficientat:mn04, musicnn:musicnn", "genres    Jazz, Rock");
    Commands.Ran ran = reclass.run("classify", "--json", Golden.path("audio/000002.mp3"));
    assertThat(ran.out()).contains("\"rule\":\"product\"");
  }

  @Test
  void aPackageWithoutAHeadDisplacesNone() throws Exception {
    imported("msd", golden("MSD_musicnn.h5"), "--name", "msd");
    Commands.Ran newer = reclass.run("model", "import", golden("MTT_musicnn.h5"));
    assertThat(newer.out()).contains("votes     no: it has no head yet", "voting    musicnn:msd");
  }

  @Test
  void bothTogetherAreSureOfTheTwoHipHopSongs() throws Exception {
    imported("musicnn", golden("MSD_musicnn.h5"));
    assertThat(reclass.run("model", "import", golden("mn04_as_mAP_432.pt")).out())
        .contains("votes     as stage efficientat", "voting    efficientat:mn04, musicnn:musicnn");

    Commands.Ran ran =
        reclass.run("classify", Golden.path("audio/000002.mp3"), Golden.path("audio/000005.mp3"));

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches(".*\\.mp3: Hip-Hop, 9\\d %, sure(;.*)?"));
  }
}
