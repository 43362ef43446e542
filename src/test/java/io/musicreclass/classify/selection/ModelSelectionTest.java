package io.musicreclass.classify.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSelectionTest {
  @TempDir private Path models;

  @Test
  void aNewCheckoutUsesOnlyTheBundledModel() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    ModelSelection selection = selection();
    assertThat(selection.problems()).isEmpty();
    assertThat(selection.stages()).singleElement().satisfies(this::isBundled);
  }

  private void isBundled(StageModel stage) {
    assertThat(stage.stage()).isEqualTo("fma");
    assertThat(stage.model().card().name()).isEqualTo("gtzan48");
    assertThat(stage.why()).isEqualTo("bundled");
  }

  @Test
  void theNewestImportedModelIsPreferredToTheBundledOne() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("older", Kind.HEAD, Instant.parse("2026-01-01T00:00:00Z"));
    write("newer", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(names(selection())).containsExactly("newer");
  }

  @Test
  void theConfiguredModelIsPreferredToAllOthers() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("newer", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(names(selection("fma:gtzan48"))).containsExactly("gtzan48");
  }

  @Test
  void aMissingConfiguredModelIsAProblemThatNamesIt() {
    assertThat(selection("fma:nothing").problems())
        .singleElement()
        .asString()
        .contains("fma:nothing", "no such model");
  }

  @Test
  void mistakesInTheSettingAreReported() {
    assertThat(ModelSelection.mistakes(List.of("fma:a", " mert : b ", "drums:c"))).isEmpty();
    assertThat(ModelSelection.mistakes(List.of("dr ums:x", "fma", "mert: ", "jmla:a", "jmla:b")))
        .satisfiesExactly(
            mistake -> assertThat(mistake).contains("dr ums:x"),
            mistake -> assertThat(mistake).contains("'fma'"),
            mistake -> assertThat(mistake).contains("'mert: '"),
            mistake -> assertThat(mistake).contains("stage jmla is named twice"));
  }

  @Test
  void theBundledModelIsNotUsedBesideImportedOnesOfOtherGenres() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("mine", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "Techno", "House");
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("mine");
    assertThat(selection.problems()).isEmpty();
  }

  @Test
  void importedModelsOfTheSameGenresVoteTogetherWithTheBundledOne() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("mine", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "rock", "JAZZ");
    assertThat(names(selection())).containsExactly("gtzan48", "mine");
  }

  @Test
  void anImportedModelOfOtherGenresThanTheFirstIsOffAndAProblem() throws IOException {
    write("first", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"));
    write("odd", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "Techno", "House");
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("first");
    assertThat(selection.problems())
        .singleElement()
        .asString()
        .contains("mert", "odd", "Jazz, Rock");
  }

  @Test
  void everyUnusedModelHasAReason() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("older", Kind.HEAD, Instant.parse("2026-01-01T00:00:00Z"));
    write("newer", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"));
    write("spare", Kind.VGGISH, Instant.parse("2026-02-01T00:00:00Z"));
    write("odd", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "Techno", "House");
    Map<String, String> unused = selection().unused();
    assertThat(unused).containsOnlyKeys("gtzan48", "older", "spare", "odd");
    assertThat(unused).containsEntry("older", "stage fma uses newer");
    assertThat(unused.get("spare")).contains("reclass.stages");
    assertThat(unused.get("odd")).contains("genres");
  }

  @Test
  void anUnusedBundledModelHasAReason() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("mine", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "Techno", "House");
    assertThat(selection().unused().get("gtzan48")).contains("other genres");
  }

  @Test
  void aGenreMapLetsAModelOfOtherGenresVoteAndNamesThoseWithoutCounterpart() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("mine", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "Swing", "Rock", "House");
    Path map = Files.writeString(models.resolve("my.genres"), "swing = Jazz\n");
    ModelSelection selection =
        ModelSelection.of(
            new ModelStore(List.of(models)),
            List.of(),
            new GenreSettings("auto", Optional.empty(), Optional.of(map)));
    assertThat(selection.problems()).isEmpty();
    assertThat(names(selection)).containsExactly("gtzan48", "mine");
    assertThat(selection.stages().get(1).why())
        .contains("reclass.genre-map", "without counterpart: House");
  }

  @Test
  void aMistakeInTheGenreMapIsAProblemAndEqualNamesStillCount() throws IOException {
    write("first", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"));
    write("odd", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"), "Swing", "Rock");
    Path map = Files.writeString(models.resolve("my.genres"), "swing = Polka\n");
    ModelSelection selection =
        ModelSelection.of(
            new ModelStore(List.of(models)),
            List.of(),
            new GenreSettings("auto", Optional.empty(), Optional.of(map)));
    assertThat(names(selection)).containsExactly("first", "odd");
    assertThat(selection.problems())
        .singleElement()
        .asString()
        .contains("my.genres, line 1", "Polka");
  }

  @Test
  void theDefaultNetworksVoteWithoutTheBundledModelInTheWideTaxonomy() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("mn04", Kind.EFFICIENTAT, Instant.parse("2026-02-01T00:00:00Z"));
    write("older", Kind.MUSICNN, Instant.parse("2026-01-01T00:00:00Z"));
    write("newer", Kind.MUSICNN, Instant.parse("2026-02-01T00:00:00Z"));
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("mn04", "newer");
    assertThat(selection.defaultPair()).isTrue();
    assertThat(selection.genres().orElseThrow().names()).hasSize(15).contains("Spoken");
    assertThat(selection.unused())
        .containsEntry("older", "stage musicnn uses newer")
        .containsEntry("gtzan48", "the default networks vote");
  }

  @Test
  void theDefaultNetworksDoNotVoteBesideModelsOfTheUsersOwn() throws IOException {
    write("mn04", Kind.EFFICIENTAT, Instant.parse("2026-02-01T00:00:00Z"));
    write("mine", Kind.MERT, Instant.parse("2026-02-01T00:00:00Z"));
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("mine");
    assertThat(selection.defaultPair()).isFalse();
    assertThat(selection.genres().orElseThrow().names()).containsExactly("Jazz", "Rock");
    assertThat(selection.unused().get("mn04"))
        .contains("reclass.stages=efficientat:mn04,mert:mine");
    ModelSelection both = selection("efficientat:mn04", "mert:mine");
    assertThat(names(both)).containsExactly("mine", "mn04");
    assertThat(both.defaultPair()).isFalse();
  }

  @Test
  void oneOfTheDefaultNetworksAloneVotesAlone() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    write("any-name", Kind.MUSICNN, Instant.parse("2026-02-01T00:00:00Z"));
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("any-name");
    assertThat(selection.defaultPair()).isTrue();
    assertThat(selection.genres().orElseThrow().names()).hasSize(15);
    assertThat(selection.unused()).containsEntry("gtzan48", "the default networks vote");
  }

  @Test
  void theLineThatKeepsBothNamesThePairAndTheUsersModels() throws IOException {
    write("mn04", Kind.EFFICIENTAT, Instant.parse("2026-02-01T00:00:00Z"));
    write("tags", Kind.MUSICNN, Instant.parse("2026-02-01T00:00:00Z"));
    write("mine", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"));
    String line = "efficientat:mn04,musicnn:tags,fma:mine";
    assertThat(selection().unused())
        .containsOnlyKeys("mn04", "tags")
        .allSatisfy((name, why) -> assertThat(why).endsWith("set reclass.stages=" + line));
    assertThat(names(selection(line.split(",", -1)))).containsExactly("mine", "mn04", "tags");
  }

  @Test
  void headsOfThreeGenreSetsVoteTogether() throws IOException {
    List<String> fma = Vocabulary.shipped("fma").genres().names();
    List<String> msd = Vocabulary.shipped("msd").genres().names();
    Instant at = Instant.parse("2026-02-01T00:00:00Z");
    write("fma16", Kind.HEAD, at, fma.toArray(String[]::new));
    write("gtzan10", Kind.MERT, at, GenreSet.GTZAN.names().toArray(String[]::new));
    write("msd13", Kind.JMLA, at, msd.toArray(String[]::new));
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("fma16", "gtzan10", "msd13");
    assertThat(selection.problems()).isEmpty();
    assertThat(selection.genres().orElseThrow().names()).isEqualTo(fma);
  }

  @Test
  void theGenresOfTheVoteCanBeChosen() throws IOException {
    write("first", Kind.HEAD, Instant.parse("2026-02-01T00:00:00Z"), "Rap", "Pop_Rock");
    Path file = Files.writeString(models.resolve("own.genres"), "Loud\nQuiet\nPop_Rock = Loud\n");
    ModelStore store = new ModelStore(List.of(models));
    ModelSelection wide =
        ModelSelection.of(
            store, List.of(), new GenreSettings("wide", Optional.empty(), Optional.empty()));
    assertThat(wide.genres().orElseThrow().names()).contains("Hip-Hop", "Spoken");
    ModelSelection own =
        ModelSelection.of(
            store, List.of(), new GenreSettings("auto", Optional.of(file), Optional.empty()));
    assertThat(own.genres().orElseThrow().names()).containsExactly("Loud", "Quiet");
    assertThat(own.stages().get(0).why()).contains("without counterpart: Rap");
  }

  @Test
  void aBrokenPackageIsAProblemAndTheOthersStillVote() throws IOException {
    write("gtzan48", Kind.GTZAN48, null);
    Files.createDirectories(models.resolve("broken"));
    Files.writeString(models.resolve("broken").resolve("model.json"), "{");
    ModelSelection selection = selection();
    assertThat(names(selection)).containsExactly("gtzan48");
    assertThat(selection.problems()).singleElement().asString().contains("broken");
  }

  private ModelSelection selection(String... wanted) {
    return ModelSelection.of(
        new ModelStore(List.of(models)), List.of(wanted), GenreSettings.DEFAULT);
  }

  private static List<String> names(ModelSelection selection) {
    return selection.stages().stream().map(stage -> stage.model().card().name()).toList();
  }

  private void write(String name, Kind kind, Instant at) throws IOException {
    write(name, kind, at, "Jazz", "Rock");
  }

  private void write(String name, Kind kind, Instant at, String... genres) throws IOException {
    Card.Head head =
        new Card.Head(
            null,
            List.of("zcr.mean.01", "rmse.mean.01"),
            null,
            List.of(genres),
            List.of(),
            Map.of(),
            null);
    Card card =
        new Card(
            1,
            name,
            kind,
            null,
            kind == Kind.GTZAN48,
            "own work",
            null,
            at,
            0,
            Excerpt.FULL,
            new Card.FrontEnd("fma518", Map.of()),
            null,
            head,
            Map.of());
    var unused =
        ModelStore.write(
            models, card, Map.of(ModelPackage.HEAD, out -> out.write(1)), staged -> {});
  }
}
