package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongTags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Songs with stored embeddings of a network, mn04, whose present vote calls every song Jazz. */
final class EmbeddedLibrary {
  static final int SONGS = 160;

  private static final int OF_ARTIST = 4;
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final TestStages stages;
  private final ModelPackage mn04;

  /** In an installation. */
  EmbeddedLibrary(Path installation) throws IOException {
    stages =
        new TestStages(installation)
            .network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(4, "mean", null));
    mn04 = stages.settings().store().find("mn04").orElseThrow();
  }

  private static boolean isRock(int number) {
    return number / OF_ARTIST % 2 == 0;
  }

  /** Adds songs whose vectors tell Jazz from Rock as well as a distance of the means lets them. */
  void songs(int count, double distance, boolean tagged) {
    Random random = new Random(1);
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      for (int i = 1; i <= count; i++) {
        float[] vector = new float[4];
        for (int c = 0; c < vector.length; c++) {
          double mean = c == 0 ? (isRock(i) ? distance : -distance) : 5;
          vector[c] = (float) (random.nextGaussian() + mean);
        }
        String genre = tagged ? (isRock(i) ? "Rock" : "Jazz") : "";
        SongTags tags = new SongTags("t" + i, "artist " + i / OF_ARTIST, "", "", genre, null);
        EmbeddedSongs.decide(ledger, i, tags, mn04, vector);
      }
    }
  }

  /** Corrects the first ones. */
  void correct(int count) {
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      for (int i = 1; i <= count; i++) {
        ledger.reviews().correct(EmbeddedSongs.id(i), isRock(i) ? "Rock" : "Jazz", NOW, List.of());
      }
    }
  }

  /** Songs whose verdict is Rock. */
  int rocks() {
    try (Ledger ledger = Ledger.read(stages.settings().home())) {
      Map<String, Integer> genres = ledger.views().stats().genres();
      return genres.getOrDefault("Rock", 0);
    }
  }

  void revote() {
    try (Ledger ledger = Ledger.open(stages.settings().home());
        Engine engine = Engines.cpu(1);
        StageRunner runner = StageRunner.ofStoredResults(stages.settings(), engine)) {
      assertThat(VoteFixture.revote(ledger, runner).run(done -> true)).isPresent();
    }
  }
}
