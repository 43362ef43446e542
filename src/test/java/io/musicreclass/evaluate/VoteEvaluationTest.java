package io.musicreclass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.evaluate.VoteEvaluation.Origin;
import io.musicreclass.evaluate.VoteEvaluation.Part;
import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VoteEvaluationTest {
  private static final int STAGES = 2;

  private static VoteEvaluation evaluation(List<Song> songs) {
    return evaluation(Songs.origins(songs), songs);
  }

  private static VoteEvaluation evaluation(List<Origin> origins, List<Song> songs) {
    return new VoteEvaluation(
        "a <set>", Songs.vote(Songs.THREE, STAGES, Songs.rules(0.9)), origins, songs);
  }

  private static List<Song> random(int songs, Part part, long seed) {
    return Songs.random(Songs.THREE, STAGES, songs, part, seed);
  }

  private static JsonNode json(VoteEvaluation.Report report) throws IOException {
    return new ObjectMapper().readTree(report.json());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void noArtistIsInBothHalvesAndEachHasHalfOfEachGenre() {
    Map<Boolean, List<Song>> halves = ArtistSplit.halves(random(120, Part.ANY, 1), 7);
    assertThat(artists(halves.get(true))).doesNotContainAnyElementsOf(artists(halves.get(false)));
    for (List<Song> half : halves.values()) {
      Map<String, Long> genres =
          half.stream()
              .collect(Collectors.groupingBy(s -> s.origin().genre(), Collectors.counting()));
      assertThat(genres.values()).hasSize(3).allMatch(n -> n >= 18 && n <= 22);
    }
  }

  private static Set<String> artists(List<Song> songs) {
    return songs.stream().map(song -> song.origin().artist()).collect(Collectors.toSet());
  }

  @Test
  void theSameSeedDividesInTheSameWayAndAnotherDoesNot() {
    List<Song> songs = random(120, Part.ANY, 1);
    assertThat(ArtistSplit.halves(songs, 7)).isEqualTo(ArtistSplit.halves(songs, 7));
    assertThat(ArtistSplit.halves(songs, 7)).isNotEqualTo(ArtistSplit.halves(songs, 8));
  }

  @Test
  void aTuningIsReportedOnSongsThatItWasNotFittedTo() throws IOException {
    List<Song> songs = new ArrayList<>(random(150, Part.VALIDATION, 5));
    songs.addAll(renamed(random(600, Part.TEST, 105)));
    JsonNode tuning = json(evaluation(songs).tune(1)).get("tuning");
    assertThat(tuning.get("validation_songs").asInt()).isEqualTo(150);
    assertThat(tuning.get("test_songs").asInt()).isEqualTo(600);
    assertThat(tuning.get("seed").isNull()).isTrue();
    JsonNode before = tuning.get("before");
    JsonNode after = tuning.get("after");
    assertThat(after.get("accuracy").get("n").asInt()).isEqualTo(600);
    assertThat(after.get("accuracy").get("value").asDouble())
        .isGreaterThan(before.get("accuracy").get("value").asDouble());
    assertThat(after.get("calibration_error").asDouble())
        .isLessThan(before.get("calibration_error").asDouble());
    assertThat(tuning.get("settings").toString())
        .containsPattern("reclass\\.vote\\.temperatures\\.2=\\d\\.\\d\\d,\\d\\.\\d\\d")
        .containsPattern("reclass\\.vote\\.thresholds=0\\.\\d\\d\"");
  }

  /** The songs by other artists in other files. */
  private static List<Song> renamed(List<Song> songs) {
    return songs.stream()
        .map(Song::origin)
        .map(o -> Songs.origin("t " + o.file(), o.genre(), "t " + o.artist(), o.part()))
        .map(o -> new Song(o, songs.get(Integer.parseInt(o.file().substring(7))).results()))
        .toList();
  }

  @Test
  void temperaturesOfTooConfidentStagesAreAboveOne() {
    List<Song> songs = random(300, Part.ANY, 5);
    var fitted = new RulesFit(Songs.vote(Songs.THREE, STAGES, Songs.rules(0.9)), songs).rules();
    assertThat(fitted.temperatures(STAGES)).allMatch(t -> t > 1 && t < 4);
    assertThat(fitted.weights(STAGES).stream().mapToDouble(w -> w).sum()).isBetween(0.99, 1.01);
  }

  @Test
  void aFileInBothPartsIsRefused() {
    List<Origin> origins =
        List.of(
            Songs.origin("x.mp3", "Jazz", "a", Part.VALIDATION),
            Songs.origin("x.mp3", "Jazz", "a", Part.TEST));
    assertThatThrownBy(() -> VoteEvaluation.checkParts(origins))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x.mp3 is in the parts validation and test");
  }

  @Test
  void aSetWithoutAValidationPartIsRefused() {
    List<Origin> origins =
        List.of(
            Songs.origin("x.mp3", "Jazz", "a", Part.TRAIN),
            Songs.origin("y.mp3", "Jazz", "a", Part.TEST));
    assertThatThrownBy(() -> VoteEvaluation.checkParts(origins))
        .hasMessageContaining("no song of the part validation");
  }

  @Test
  void songsOfOneArtistCannotBeDivided() {
    List<Song> one = List.of(random(40, Part.ANY, 1).get(0), random(41, Part.ANY, 2).get(40));
    assertThatThrownBy(() -> evaluation(one).tune(1)).hasMessageContaining("of one artist");
  }

  @Test
  void artistsAndTracksOnBothSidesAreWarnings() {
    List<Origin> origins =
        List.of(
            new Origin("1", "Jazz", "a", "t1", Part.TRAIN),
            new Origin("2", "Jazz", "b", "t2", Part.TRAIN),
            new Origin("3", "Jazz", "a", "t1", Part.TEST),
            new Origin("4", "Jazz", "a", "t3", Part.TEST),
            new Origin("5", "Jazz", "", "", Part.TEST));
    assertThat(new Overlap(origins).warnings(Part.TEST, List.of(Part.TRAIN, Part.VALIDATION)))
        .containsExactly(
            "1 artist of the part test is also in the part train (2 of 3 songs): figures are too"
                + " good.",
            "1 track of the part test is also in the part train (1 of 3 songs): figures are too"
                + " good.",
            "The artist of 1 of 3 test songs is not known (column artist): other songs by them may"
                + " be in another part, which makes figures too good.");
  }

  @Test
  void onlyTheTestPartIsMeasuredAndSharedArtistsAreInTheReport() throws IOException {
    List<Song> songs = random(30, Part.TEST, 1);
    List<Origin> origins = new ArrayList<>(Songs.origins(songs));
    origins.add(Songs.origin("other", "Jazz", "artist 3", Part.TRAIN));
    VoteEvaluation.Report report = evaluation(origins, songs).measure();
    assertThat(json(report).get("figures").get("accuracy").get("n").asInt()).isEqualTo(30);
    assertThat(report.lines().get(0)).startsWith("warning: 1 artist of the part test is also");
    assertThat(report.html()).contains("1 artist of the part test is also in the part train");
  }

  @Test
  void theNamesInTheJsonAreStable() throws IOException {
    JsonNode json = json(evaluation(random(30, Part.ANY, 1)).measure());
    assertThat(names(json))
        .containsExactly(
            "figures", "schema", "setup", "songs", "staged_vote", "tuning", "warnings");
    assertThat(names(json.get("figures")))
        .containsExactly(
            "accuracy",
            "balanced_accuracy",
            "calibration",
            "calibration_error",
            "confusion_matrix",
            "coverage",
            "genres",
            "macro_f1",
            "share_sure",
            "sure_accuracy");
    assertThat(names(json.get("figures").get("accuracy")))
        .containsExactly("high", "low", "n", "value");
    assertThat(names(json.get("staged_vote"))).containsExactly("by_threshold", "now", "stage_ms");
    assertThat(names(json.get("staged_vote").get("now")))
        .containsExactly("accuracy", "ended", "mean_ms", "thresholds");
    assertThat(names(json.get("setup")))
        .containsExactly(
            "every_stage", "rule", "stages", "sure", "temperatures", "thresholds", "weights");
    assertThat(json.get("schema").asInt()).isEqualTo(1);
  }

  @Test
  void theReportIsOnePageWithoutScriptsOrOtherFiles() {
    String html = evaluation(random(60, Part.ANY, 1)).tune(1).html();
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("<title>a &lt;set&gt;: Reclass evaluation</title>")
        .doesNotContain(
            "a <set>", "<script", "http:", "https:", "src=", "href=", "@import", "url(");
  }

  @Test
  void everyPictureHasATitleAndADescriptionAndEveryTableACaption() {
    String html = evaluation(random(60, Part.ANY, 1)).measure().html();
    assertThat(count(html, "<svg "))
        .isEqualTo(6)
        .isEqualTo(count(html, "role=\"img\" aria-labelledby="))
        .isEqualTo(count(html, "<desc id="));
    assertThat(count(html, "<table>")).isEqualTo(count(html, "<table><caption>"));
    assertThat(count(html, "id=\"")).isEqualTo(Set.copyOf(ids(html)).size());
    assertThat(html).doesNotContain("NaN", "Infinity", "%s", "%d");
  }

  private static int count(String html, String text) {
    return html.split(Pattern.quote(text), -1).length - 1;
  }

  private static List<String> ids(String html) {
    return Pattern.compile("\\bid=\"([^\"]+)\"")
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void aVoteOfOneStageHasNoThresholdsToShow() {
    GenreSet genres = Songs.THREE;
    List<Song> songs = Songs.random(genres, 1, 30, Part.ANY, 1);
    VoteEvaluation one =
        new VoteEvaluation(
            "one", Songs.vote(genres, 1, Songs.rules(0.9)), Songs.origins(songs), songs);
    assertThat(count(one.measure().html(), "<svg ")).isEqualTo(3);
    assertThat(one.tune(1).lines()).noneMatch(line -> line.contains("vote.thresholds"));
  }
}
