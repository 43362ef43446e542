package io.musicreclass.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.data.DataRows;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Row;
import io.musicreclass.train.head.HeadApproach;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.TrainingProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudiesTest {
  private static final List<String> COLUMNS =
      List.of("mfcc.mean.01", "mfcc.mean.02", "mfcc.std.01", "zcr.mean.01");

  private final List<Row> rows = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();
  private final SplitMix64 random = SplitMix64.of(7, 0);

  private static HeadApproach logistic() {
    return HeadApproach.named(HeadApproach.LOGISTIC);
  }

  /** A song whose first value tells its genre; the last one tells its artist. */
  private void song(String label, String sound, int artist, Part part) {
    rows.add(DataRows.of("song " + rows.size(), label, "artist " + artist, part));
    float[] vector = new float[COLUMNS.size()];
    vector[0] = (float) ((sound.equals("Jazz") ? 3 : -3) + random.normal());
    vector[1] = (float) random.normal();
    vector[2] = (float) random.normal();
    vector[3] = (float) random.normal();
    vectors.add(vector);
  }

  /** Ten artists of each of two genres with six songs each. */
  private Samples songs(Set<Integer> mislabelled) {
    for (int i = 0; i < 120; i++) {
      int artist = i / 6;
      String sound = artist % 2 == 0 ? "Jazz" : "Rock";
      String other = artist % 2 == 0 ? "Rock" : "Jazz";
      song(
          mislabelled.contains(i) ? other : sound,
          sound,
          artist,
          artist < 16 ? Part.TRAIN : Part.TEST);
    }
    return new Samples("songs", rows, vectors, COLUMNS);
  }

  private static JsonNode json(VoteEvaluation.Report report) throws IOException {
    return new ObjectMapper().readTree(report.json());
  }

  @Test
  void songsWithTheWrongLabelAreListedAndNoOthers() throws IOException {
    Studies.Suspects found = Studies.mislabelled(songs(Set.of(3, 40, 90)), logistic(), 5, 1);
    assertThat(found.records())
        .extracting(record -> record.get(0))
        .containsExactlyInAnyOrder("path", "song 3", "song 40", "song 90");
    assertThat(found.records().get(0))
        .containsExactly(
            "path", "label", "sound", "probability", "label_probability", "difference");
    assertThat(found.lines().get(0))
        .isEqualTo(
            "songs: 3 of 120 songs (2.5 %) sound more like another genre than their label says");
    JsonNode first = json(found).get("songs").get(0);
    assertThat(first.get("probability").asDouble()).isGreaterThan(0.9);
    assertThat(first.get("difference").asDouble())
        .isGreaterThanOrEqualTo(json(found).get("songs").get(2).get("difference").asDouble());
    assertThat(found.html()).contains("<th scope=\"row\">song 90</th>");
  }

  @Test
  void aThresholdIsTheMeanOfItsGenreAndAnUnsureSongIsNotListed() {
    Samples samples = songs(Set.of());
    double[][] probabilities = new double[120][];
    for (int i = 0; i < 120; i++) {
      boolean jazz = samples.song(i).genre().equals("Jazz");
      probabilities[i] = jazz ? new double[] {0.9, 0.1} : new double[] {0.1, 0.9};
    }
    probabilities[0] = new double[] {0.45, 0.55}; // below the mean of both genres
    probabilities[1] = new double[] {0.05, 0.95};
    MislabelledReport report = new MislabelledStudy(samples, "any", 5, probabilities).report();
    assertThat(report.songs())
        .containsExactly(new MislabelledReport.Song("song 1", "Jazz", "Rock", 0.95, 0.05));
    assertThat(report.genres().get(0))
        .isEqualTo(new MislabelledReport.Genre("Jazz", 60, 0.8783, 1)); // (58 x 0.9 + 0.5) / 60
    assertThat(report.accuracy().value()).isEqualTo(0.9833);
  }

  @Test
  void onlyTheColumnThatTellsTheGenreMattersAndTestSongsAreLeftOut() throws IOException {
    JsonNode report =
        json(Studies.importance(songs(Set.of()), logistic(), 4, 3, 1, TrainingProgress.none()));
    assertThat(report.get("accuracy").get("n").asInt()).as("the training part").isEqualTo(96);
    JsonNode columns = report.get("columns");
    assertThat(columns.get(0).get("name").asText()).isEqualTo("mfcc.mean.01");
    assertThat(columns.get(0).get("accuracy_drop").get("mean").asDouble()).isBetween(0.4, 0.6);
    for (int i = 1; i < 4; i++) {
      assertThat(columns.get(i).get("accuracy_drop").get("mean").asDouble()).isBetween(-0.02, 0.02);
    }
    assertThat(report.get("features").findValuesAsText("name")).containsExactly("mfcc", "zcr");
    assertThat(report.get("features").get(0).get("columns").asInt()).isEqualTo(3);
    assertThat(report.get("statistics").findValuesAsText("name")).containsExactly("mean", "std");
  }

  @Test
  void anEmbeddingIsOneFeature() {
    assertThat(ColumnSet.of(List.of("musicnn embedding value 0", "musicnn embedding value 1")))
        .singleElement()
        .satisfies(
            set -> {
              assertThat(set.name()).isEqualTo("musicnn embedding");
              assertThat(set.columns()).containsExactly(0, 1);
            });
  }

  @Test
  void theIntervalOfRepeatsIsTwoDeviationsWide() {
    ImportanceReport.Change change = ImportanceReport.Change.of(0.1, 0.2, 0.3);
    assertThat(change).isEqualTo(new ImportanceReport.Change(0.2, 0.004, 0.396));
  }

  @Test
  void shufflingOverratesWhereSongsOfAnArtistAreAlike() throws IOException {
    for (int artist = 0; artist < 24; artist++) {
      float[] sound = new float[24];
      sound[artist] = 4; // nothing but who it is
      for (int i = 0; i < 5; i++) {
        rows.add(DataRows.of("s", artist % 2 == 0 ? "Jazz" : "Rock", "a" + artist, Part.NONE));
        vectors.add(sound);
      }
    }
    Samples samples = new Samples("songs", rows, vectors, List.of());
    List<String> progress = new ArrayList<>();
    JsonNode report =
        json(Studies.comparison(samples, samples, List.of(logistic()), 4, 1, progress::add));
    JsonNode figures = report.get("methods").get(0).get("figures");
    assertThat(figures.findValuesAsText("protocol"))
        .containsSubsequence("4-fold, shuffled", "4-fold, artist-grouped");
    assertThat(figures).hasSize(2);
    assertThat(figures.get(0).get("accuracy").get("value").asDouble()).isEqualTo(1);
    assertThat(figures.get(1).get("accuracy").get("value").asDouble()).isLessThanOrEqualTo(0.6);
    assertThat(progress).hasSize(2);
  }

  @Test
  void thePublishedSplitIsTrainedOnTrainAndValidAndMeasuredOnTest() throws IOException {
    Samples samples = songs(Set.of());
    VoteEvaluation.Report report =
        Studies.comparison(samples, samples, List.of(logistic()), 4, 1, line -> {});
    JsonNode split = json(report).get("methods").get(0).get("figures").get(2);
    assertThat(split.get("protocol").asText()).isEqualTo("published split, train + valid to test");
    assertThat(split.get("accuracy").get("n").asInt()).isEqualTo(24);
    assertThat(split.get("accuracy").get("value").asDouble()).isEqualTo(1);
    assertThat(report.lines())
        .contains(
            "0 of the 24 test songs of the published split are by artists who are in its other"
                + " parts, too.");
    assertThat(report.html()).contains("100.0 % (86.2 to 100.0)").doesNotContain("http:", "https:");
  }

  @Test
  void songsOfOneArtistOrGenreAreRefused() {
    for (int i = 0; i < 4; i++) {
      song(i < 2 ? "Jazz" : "Rock", "Jazz", 1, Part.NONE);
    }
    assertThatThrownBy(() -> new Samples("mine", rows, vectors, COLUMNS))
        .hasMessage(
            "mine has songs of one artist only, so a head cannot be tried on songs of others");
    assertThatThrownBy(
            () -> new Samples("mine", rows.subList(0, 2), vectors.subList(0, 2), COLUMNS))
        .hasMessage("mine has songs of [Jazz] only: at least two genres are needed");
  }

  @Test
  void whatIsAbsentFromTheTableNamesTheCommandThatFillsIt() throws IOException {
    VoteEvaluation.Report report =
        Studies.reference(List.of(), Optional.empty(), 1, TrainingProgress.none());
    JsonNode methods = json(report).get("methods");
    assertThat(methods).hasSize(5);
    assertThat(methods.findValuesAsText("origin")).containsOnly("absent");
    assertThat(methods.findValuesAsText("command"))
        .allMatch(command -> command.contains("reclass train "));
    assertThat(report.lines())
        .contains(
            "  Genre CNN v2: reclass train cnn --network v2 --data gtzan --path DIR, or reclass"
                + " model import best_model_v2.pth for the old one");
  }

  @Test
  void epochsAreReadFromCardsInBothForms() {
    assertThat(
            EpochsOfCard.read(
                Map.of(
                    "epochs",
                    List.of(
                        "1,2.5,2.25,0.25,60.5",
                        Map.of("epoch", 2, "train_loss", 1.5),
                        "x,y",
                        "a,b,c,d,e",
                        7))))
        .containsExactly(
            new Epoch(1, 2.5, 2.25, 0.25, 60.5), new Epoch(2, 1.5, Double.NaN, Double.NaN, 0));
    assertThat(EpochsOfCard.read(Map.of("epochs", 12))).isEmpty();
  }

  @Test
  void curvesSkipWhatIsNotKnown() {
    String html =
        new EpochCharts(
                "e",
                List.of(new Epoch(1, 2, Double.NaN, Double.NaN, 1), new Epoch(2, 1, 1.5, 0.5, 1)))
            .html();
    assertThat(html).contains("<polyline class=\"curve s1\" points=\"64.0,14.0 500.0,114.0\"/>");
    assertThat(html).contains("<polyline class=\"curve s2\" points=\"500.0,64.0\"/>");
    assertThat(html).doesNotContain("NaN");
  }
}
