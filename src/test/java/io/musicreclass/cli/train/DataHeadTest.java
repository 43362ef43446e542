package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongTags;
import io.musicreclass.train.SyntheticTable;
import io.musicreclass.train.data.FmaFiles;
import io.musicreclass.train.data.MsdFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each data set in its published format, through its reader to a trained head. */
class DataHeadTest {
  private static final int RATE = 24_000;

  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void install() throws IOException {
    reclass = new Commands(folder);
  }

  private Commands.Ran train(Object... words) {
    List<Object> all = new ArrayList<>(List.of("train", "head"));
    all.addAll(List.of(words));
    all.addAll(List.of("--no-mlp", "--folds", "2", "--repeats", "1", "--min-songs", "4"));
    return reclass.run(all.toArray());
  }

  private Path song(Path file, int number, double tone) throws IOException {
    Files.createDirectories(file.getParent());
    Random random = new Random(number);
    float[] samples = new float[RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(tone * i) + 0.02 * random.nextGaussian());
    }
    return TestAudio.wav(file, RATE, 1, 16, samples);
  }

  private void importMert() throws IOException {
    RandomNetworks.mertConfig(folder.resolve("config.json"), 32, 1, 4, 64, false);
    Path mert = RandomNetworks.mert(32, 1, 64).zip(folder.resolve("pytorch_model.bin"));
    Path head = TinyHeads.of("fc.", 32, 8, 2).zip(folder.resolve("head.pth"));
    Path genres = Files.writeString(folder.resolve("genres.txt"), "Calm\nLoud\n");
    Object[] words = {
      "model", "import", "mert", mert, "--name", "mert", "--head", head, "--genres", genres
    };
    assertThat(reclass.run(words).status()).isZero();
  }

  @Test
  void fmaBecomesAModelOnThe518FeaturesThatVotes() throws IOException {
    FmaFiles fma = new FmaFiles();
    for (int i = 0; i < 36; i++) {
      String genre = i % 2 == 0 ? "Folk" : "Electronic";
      fma.track(i, genre, i / 4, i < 28 ? "training" : "test", "small");
      fma.features(i, FmaFiles.values(i, i % 2 == 0 ? 2 : -2));
    }
    fma.track(99, "Rock", 9, "training", "small");
    Path data = fma.write(folder.resolve("fma"));
    Commands.Ran ran = train("--data", "fma", "--path", data, "--for", "fma518", "--name", "mine");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("reclass: fma: skipped tracks without a row in features.csv: 1 (99)");
    assertThat(ran.out())
        .contains("28 rows of 2 genres in 7 groups, 518 values each")
        .contains("28 training rows to 8 test rows")
        .contains("accuracy 100.0 %")
        .contains("Now the model mine");
    Path song = song(folder.resolve("songs/000002.wav"), 1, 0.1);
    assertThat(reclass.run("classify", "--json", song).out())
        .contains("\"model\":\"mine\"")
        .containsPattern("\"genre\":\"(Folk|Electronic)\"");
    assertThat(train("--data", "fma", "--path", data, "--for", "fma518", "--name", "mine").status())
        .as("a model of one's own may be trained again")
        .isZero();
  }

  @Test
  void gtzansTableBecomesAModelOnFortyEightFeatures() throws IOException {
    Path data = Files.createDirectory(folder.resolve("gtzan"));
    Files.write(data.resolve("features_30_sec.csv"), SyntheticTable.lines());
    SyntheticTable.writeSplit(data);
    Commands.Ran ran = train("--data", "gtzan", "--path", data, "--for", "fma518");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("180 training rows to 60 test rows")
        .contains("Now the model gtzan");
    assertThat(train("--data", "gtzan", "--path", data, "--for", "fma518").err())
        .contains("There is a model gtzan already: name another with --name");
  }

  @Test
  void theMillionSongsBecomeAHeadThatIsTableOnlyAndRefusedAsAStage() throws IOException {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String id = "TRAAA%c%012d".formatted('A' + i, i);
      labels.add(id + "\t" + (i % 2 == 0 ? "Rap" : "Folk"));
      double[][] segments = new double[20][25];
      Random random = new Random(i);
      for (double[] row : segments) {
        for (int c = 0; c < row.length; c++) {
          row[c] = random.nextGaussian() + i % 2 * 3;
        }
      }
      MsdFiles.write(
          folder.resolve("msd/A/A/A/" + id + ".h5"), "AR" + i / 4, "A", "T", -5, 120, segments);
    }
    Files.write(folder.resolve("msd/msd_tagtraum_cd1.cls"), labels);
    Path output = folder.resolve("out");
    Commands.Ran ran = train("--data", "msd", "--path", folder.resolve("msd"), "--output", output);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("16 rows of 2 genres in 4 groups, 52 values each")
        .contains("Table only: these columns cannot be computed from a file");
    assertThat(output.resolve("head.json"))
        .content()
        .contains("\"table_only\" : true", "timbre.mean.01", "\"name\" : \"table\"");
    importMert();
    for (String model : List.of("fma518", "mert")) {
      Commands.Ran refused =
          train("--data", "msd", "--path", folder.resolve("msd"), "--for", model);
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err())
          .contains("--for " + model + ": msd is table only: its 52 columns cannot be computed");
    }
  }

  @Test
  void gtzansFoldersBecomeAHeadOnEmbeddingsThatAreComputedOnceAndAreEvaluated() throws IOException {
    importMert();
    Path data = folder.resolve("gtzan");
    for (int i = 0; i < 8; i++) {
      song(data.resolve("blues/blues.%05d.wav".formatted(12 * i)), i, 0.02);
      song(data.resolve("metal/metal.%05d.wav".formatted(i)), i, 0.6);
    }
    Files.writeString(data.resolve("metal/metal.00050.wav"), "RIFF");
    Object[] words = {"--data", "gtzan", "--path", data, "--for", "mert"};
    Commands.Ran ran = train(words);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("broken files (no wav header): 1 (metal.00050.wav)")
        .contains("0 of 16 songs have their embedding in the database")
        .contains("16 rows, 16 new");
    assertThat(ran.out()).contains("16 rows of 2 genres in", "Now the head of mert");
    Commands.Ran again = train(words);
    assertThat(again.status()).isZero();
    assertThat(again.err()).doesNotContain(" new");
    assertThat(again.out()).isEqualTo(ran.out());
    Commands.Ran measured =
        reclass.run("evaluate", "--data", "gtzan", "--path", data, "--min-songs", "1");
    assertThat(measured.out()).startsWith("accuracy 100.0 %").contains("n = 16");
    assertThat(reclass.run("evaluate").err()).contains("Give SONGS, or --data NAME");
    assertThat(train("--data", "gtzan", "--path", data, "--output", folder.resolve("x")).err())
        .contains("--data gtzan has audio only: name a model for it with --for");
  }

  @Test
  void foldersBecomeAModelOnTheFeaturesOfTheirAudio() throws IOException {
    for (int i = 0; i < 5; i++) {
      song(folder.resolve("music/Low/" + i + ".wav"), i, 0.02);
      song(folder.resolve("music/High/" + i + ".wav"), i, 0.6);
    }
    Path data = folder.resolve("music");
    importHead();
    Commands.Ran ran = train("--data", "folders", "--path", data, "--for", "fma518");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("10 rows of 2 genres in 10 groups, 518 values each");
    assertThat(reclass.run("classify", "--json", data.resolve("Low/1.wav")).out())
        .contains("\"genre\":\"Low\"", "\"model\":\"folders\"");
  }

  private void importHead() throws IOException {
    var unused =
        new TestStages(folder.resolve("installation"))
            .features("fma", "there", TestStages.GENRES)
            .settings();
  }

  @Test
  void theLibrarysTagsBecomeAHeadOnStoredEmbeddingsWithoutTheAudio() throws IOException {
    TestStages stages =
        new TestStages(folder.resolve("installation"))
            .network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null));
    ModelPackage mn04 = stages.settings().store().find("mn04").orElseThrow();
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      for (int i = 1; i <= 24; i++) {
        boolean dub = i % 2 == 0;
        SongTags tags = new SongTags("t" + i, "artist " + i / 4, "", "", dub ? "Dub" : "Ska", null);
        EmbeddedSongs.decide(ledger, i, tags, mn04, dub ? 3 : -3, i % 5);
      }
    }
    Commands.Ran ran = train("--data", "library", "--for", "mn04");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("24 of 24 songs have their embedding in the database");
    assertThat(ran.out())
        .contains("24 rows of 2 genres in 7 groups, 2 values each", "Now the head of mn04");
    assertThat(stages.settings().store().find("mn04").orElseThrow().card().head().genres())
        .containsExactly("Dub", "Ska");
  }

  @Test
  void helpNamesEveryDataSet() {
    assertThat(reclass.run("train", "head", "--help").out())
        .contains(
            Stream.of("fma", "gtzan", "msd", "msd-audio", "folders", "library", "corrections")
                .map(name -> "  " + name + ": ")
                .toList());
    assertThat(train("--data", "none", "--output", "x").err())
        .contains(
            "--data none is none of fma, gtzan, msd, msd-audio, folders, library, corrections");
    assertThat(train("--data", "fma", "--output", "x").err())
        .contains("--data fma needs --path DIR");
    assertThat(train("--output", "x").err()).contains("Give a TABLE, or --data NAME");
  }
}
