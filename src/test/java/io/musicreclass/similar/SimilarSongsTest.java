package io.musicreclass.similar;

import static io.musicreclass.similar.EmbeddedSongs.id;
import static io.musicreclass.similar.EmbeddedSongs.song;
import static io.musicreclass.similar.EmbeddedSongs.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Songs;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarSongsTest {
  private static final Card.Encoder WITH_CLASSES =
      new Card.Encoder(
          2,
          "mean",
          null,
          new Card.Classes(Card.Classes.Unit.PROBABILITY, List.of("Speech", "Music")));

  @TempDir private Path folder;
  private TestStages stages;
  private Path home;
  private ModelPackage mn04;

  @BeforeEach
  void importANetwork() throws IOException {
    stages = new TestStages(folder).network(Kind.EFFICIENTAT, "mn04", WITH_CLASSES);
    home = stages.settings().home();
    mn04 = model("mn04");
  }

  private ModelPackage model(String name) {
    return stages.settings().store().find(name).orElseThrow();
  }

  /** A song in direction (3, 4), whose scores differ from those of all others. */
  private void storeFour() {
    Synthetic.write(
        home,
        Stream.of(
            song(1, mn04, 30, 40, 1, 0),
            song(2, mn04, 4, 3, 0, 1),
            song(3, mn04, 0, 5, 0.5f, 0.5f),
            song(4, mn04, -3, -4, 1, 0),
            without(5)));
  }

  @Test
  void theCosineOfTheEmbeddingsWithoutTheClassScoresOrdersTheSongs() throws IOException {
    storeFour();
    SimilarSongs.Answer.Found found = found(1, 20);
    assertThat(found.songs())
        .extracting(similar -> similar.song().id(), SimilarSongsTest::rounded)
        .containsExactly(tuple(id(2), 0.96), tuple(id(3), 0.8), tuple(id(4), -1.0));
  }

  @Test
  void songsWithoutAnEmbeddingAreCounted() throws IOException {
    storeFour();
    SimilarSongs.Answer.Found found = found(1, 20);
    assertThat(found.compared()).isEqualTo(4);
    assertThat(found.uncompared()).isEqualTo(1);
  }

  @Test
  void asManySongsAsWantedAreGiven() throws IOException {
    storeFour();
    assertThat(ids(found(1, 2))).containsExactly(id(2), id(3));
  }

  @Test
  void aSongThatIsNotClassifiedIsComparedByItsEmbedding() throws IOException {
    storeFour();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = updated(ledger)) {
      SimilarSongs.Answer answer =
          songs.to(Embedding.of(new float[] {0, 1, 9, 9}), EmbeddedSongs.id(99), 1);
      assertThat(ids((SimilarSongs.Answer.Found) answer)).containsExactly(id(3));
    }
  }

  @Test
  void aSongWithoutAnEmbeddingHasNoAnswerButARemedy() throws IOException {
    storeFour();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = updated(ledger)) {
      assertThat(songs.to(id(5), 3))
          .isEqualTo(
              new SimilarSongs.Answer.None(
                  "this song has no embedding by mn04",
                  "run reclass revote, which queues songs that lack a stage"));
    }
  }

  @Test
  void aSongWhoseEmbeddingIsZeroIsNotCompared() throws IOException {
    Synthetic.write(
        home,
        Stream.of(song(1, mn04, 1, 0, 0, 0), song(2, mn04, 0, 0, 1, 1), song(3, mn04, 2, 0, 0, 0)));
    SimilarSongs.Answer.Found found = found(1, 20);
    assertThat(ids(found)).containsExactly(id(3));
    assertThat(found.compared()).isEqualTo(2);
    assertThat(found.uncompared()).isEqualTo(1);
  }

  @Test
  void aSongDecidedLaterIsAppended() throws IOException {
    storeFour();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = updated(ledger)) {
      long before = Files.size(file());
      decide(ledger, 6, 3, 4.1f, 0, 0);
      songs.update(() -> false);
      assertThat(ids((SimilarSongs.Answer.Found) songs.to(id(1), 1))).containsExactly(id(6));
      assertThat(Files.size(file()) - before).as("one row").isEqualTo(2 * 4 + 8 + 8 + 4);
    }
  }

  @Test
  void aSongThatIsAnalysedButNotDecidedIsNotListed() throws IOException {
    storeFour();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      ledger.queue().arrive(Songs.file("new.mp3"), Origin.INBOX);
      Job job = ledger.queue().claim().orElseThrow();
      ledger.tracks().identify(job, id(6), 200, "mp3", 44100, 2, SongTags.NONE);
      ledger.tracks().store(id(6), EmbeddedSongs.result(mn04, 3, 4, 0, 0));
      songs.update(() -> false);
      assertThat(ids((SimilarSongs.Answer.Found) songs.to(id(1), 1))).containsExactly(id(2));
    }
  }

  @Test
  void theFileIsKeptFromOneStartToTheNext() throws IOException {
    storeFour();
    SimilarSongs.Answer.Found first = found(1, 20);
    Object inode = Files.getAttribute(file(), "unix:ino");
    assertThat(ids(found(1, 20))).isEqualTo(ids(first));
    assertThat(Files.getAttribute(file(), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void aTornFileIsCompletedFromTheDatabase() throws IOException {
    storeFour();
    List<TrackId> before = ids(found(1, 20));
    byte[] whole = Files.readAllBytes(file());
    for (int cut : List.of(0, 50, 128, 140, whole.length - 1)) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      assertThat(ids(found(1, 20))).as("cut at %d", cut).isEqualTo(before);
      assertThat(Files.readAllBytes(file())).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void aByteThatHasChangedIsRepairedFromTheDatabase() throws IOException {
    storeFour();
    var before = found(1, 20);
    byte[] whole = Files.readAllBytes(file());
    for (int at : List.of(3, 40, 129, 128 + 28 + 9, 128 + 28 + 20, whole.length - 1)) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x40;
      Files.write(file(), changed);
      assertThat(found(1, 20).songs()).as("byte %d", at).isEqualTo(before.songs());
      assertThat(Files.readAllBytes(file())).as("byte %d", at).isEqualTo(whole);
    }
  }

  @Test
  void rowsOfSongsThatTheDatabaseDoesNotKnowAreDropped() throws IOException {
    Synthetic.write(home, Stream.of(song(1, mn04, 1, 0, 0, 0), song(7, mn04, 1, 0, 0, 0)));
    assertThat(ids(found(1, 20))).containsExactly(id(7));
    byte[] vectors = Files.readAllBytes(file());
    Files.delete(home.resolve("ledger.db"));
    try (Stream<Path> left = Files.list(home)) {
      left.filter(path -> path.getFileName().toString().startsWith("ledger"))
          .forEach(path -> path.toFile().delete());
    }
    Synthetic.write(home, Stream.of(song(1, mn04, 1, 0, 0, 0), song(2, mn04, 0, 1, 0, 0)));
    Files.write(file(), vectors);
    SimilarSongs.Answer.Found found = found(1, 20);
    assertThat(ids(found)).containsExactly(id(2));
    assertThat(rounded(found.songs().get(0))).isZero();
  }

  @Test
  void anotherEncoderBeginsANewFile() throws IOException {
    storeFour();
    assertThat(found(1, 20).compared()).isEqualTo(4);
    stages =
        new TestStages(folder)
            .set("reclass.models.path", folder.resolve("others").toString())
            .network(Kind.EFFICIENTAT, "mn10", WITH_CLASSES);
    Files.createDirectories(folder.resolve("others"));
    Files.move(folder.resolve("models/mn10"), folder.resolve("others/mn10"));
    stages = stages.set("reclass.stages", "efficientat:mn10");
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = updated(ledger)) {
      var answer =
          (SimilarSongs.Answer.Found)
              songs.to(Embedding.of(new float[] {0, 1, 9, 9}), EmbeddedSongs.id(99), 1);
      assertThat(answer.compared()).isZero();
      assertThat(answer.uncompared()).isEqualTo(5);
    }
  }

  @Test
  void efficientAtIsPreferredToTheOtherDefaultNetwork() throws IOException {
    stages = stages.network(Kind.MUSICNN, "musicnn", WITH_CLASSES);
    Ledger.open(home).close();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      assertThat(songs.model().orElseThrow().card().name()).isEqualTo("mn04");
    }
  }

  @Test
  void theFirstEncoderOfTheUsersModelsIsUsedOtherwise() throws IOException {
    stages =
        stages
            .features("fma", "small", TestStages.GENRES)
            .encoder("mert", "mert-x", TestStages.GENRES)
            .encoder("jmla", "jmla-x", TestStages.GENRES);
    Ledger.open(home).close();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      assertThat(songs.model().orElseThrow().card().name()).isEqualTo("mert-x");
    }
  }

  @Test
  void withoutAnEncoderTheAnswerSaysWhatToImport() throws IOException {
    stages = new TestStages(folder.resolve("bare")).features("fma", "small", TestStages.GENRES);
    Ledger.open(home).close();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = updated(ledger)) {
      assertThat(songs.to(id(1), 3))
          .isInstanceOfSatisfying(
              SimilarSongs.Answer.None.class,
              none -> assertThat(none.remedy()).contains("reclass model import"));
    }
  }

  @Test
  void anUpdateThatIsStoppedIsCompletedLater() throws IOException {
    storeFour();
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      songs.update(() -> true);
      assertThat(songs.to(id(1), 3))
          .isEqualTo(
              new SimilarSongs.Answer.None(
                  "the songs are still being read", "try again in a moment"));
      songs.update(() -> false);
      assertThat(ids((SimilarSongs.Answer.Found) songs.to(id(1), 1))).containsExactly(id(2));
    }
  }

  @Test
  void aReaderLeavesTheFileOfTheOwnerAlone() throws IOException {
    storeFour();
    try (Ledger owner = Ledger.open(home);
        SimilarSongs mine = updated(owner)) {
      byte[] before = Files.readAllBytes(file());
      decide(owner, 6, 3, 4.1f, 0, 0);
      try (Ledger ledger = Ledger.read(home);
          SimilarSongs songs = SimilarSongs.read(stages.settings(), ledger)) {
        assertThat(ids((SimilarSongs.Answer.Found) songs.to(id(1), 1))).containsExactly(id(6));
      }
      assertThat(Files.readAllBytes(file())).isEqualTo(before);
      assertThat(ids((SimilarSongs.Answer.Found) mine.to(id(1), 1))).containsExactly(id(2));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedWithTheRemedy() throws IOException {
    storeFour();
    Files.createDirectories(file().resolve("in the way"));
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      assertThatThrownBy(() -> songs.update(() -> false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file() + " cannot be written")
          .hasMessageContaining("delete it");
    }
  }

  private Path file() {
    return home.resolve("similar.vectors");
  }

  private SimilarSongs updated(Ledger ledger) throws IOException {
    SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger);
    songs.update(() -> false);
    return songs;
  }

  private SimilarSongs.Answer.Found found(int number, int most) throws IOException {
    try (Ledger ledger = Ledger.open(home);
        SimilarSongs songs = updated(ledger)) {
      return (SimilarSongs.Answer.Found) songs.to(id(number), most);
    }
  }

  private void decide(Ledger ledger, int number, float... output) {
    EmbeddedSongs.decide(ledger, number, mn04, output);
  }

  private static List<TrackId> ids(SimilarSongs.Answer.Found found) {
    return found.songs().stream().map(similar -> similar.song().id()).toList();
  }

  private static double rounded(SimilarSongs.Similar similar) {
    return Math.round(similar.similarity() * 1e6) / 1e6;
  }
}
