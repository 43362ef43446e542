package io.musicreclass.daemon;

import static io.musicreclass.similar.EmbeddedSongs.id;
import static io.musicreclass.similar.EmbeddedSongs.song;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that keeps the similar songs up to date. */
class SimilarServicesTest {
  private static final Card.Encoder ENCODER = new Card.Encoder(2, "mean", null, null);

  @TempDir private Path folder;
  private final Problems problems = new Problems();
  private TestStages stages;
  private ModelPackage mn04;
  private Ledger ledger;
  private SimilarServices similar;

  @BeforeEach
  void openWithTwoSongs() throws IOException {
    stages = new TestStages(folder).network(Kind.EFFICIENTAT, "mn04", ENCODER);
    mn04 = stages.settings().store().find("mn04").orElseThrow();
    Path home = stages.settings().home();
    Synthetic.write(home, Stream.of(song(1, mn04, 3, 4), song(2, mn04, 4, 3)));
    ledger = Ledger.open(home);
    similar = new SimilarServices(stages.settings(), ledger, problems);
  }

  @AfterEach
  void close() {
    similar.close();
    ledger.close();
  }

  private int compared() {
    return similar.songs().to(id(1), 20) instanceof SimilarSongs.Answer.Found found
        ? found.compared()
        : 0;
  }

  @Test
  void theSongsAreReadAtStartAndEachNewOneWhenItIsDecided() {
    assertThat(compared()).isZero();
    similar.start();
    Eventually.holds("both are read", () -> compared() == 2);

    EmbeddedSongs.decide(ledger, 3, mn04, 3, 4.1f);
    similar.wake();
    Eventually.holds("the new one is included", () -> compared() == 3);
  }

  @Test
  void aDecisionDuringAnUpdateIsNotMissed() {
    similar.wake();
    similar.wake();
    similar.start();
    Eventually.holds("both are read", () -> compared() == 2);
    for (int number = 3; number < 20; number++) {
      EmbeddedSongs.decide(ledger, number, mn04, number, 4);
      similar.wake();
    }
    Eventually.holds("all are included", () -> compared() == 19);
  }

  @Test
  void aFileThatCannotBeWrittenIsAProblemUntilItCan() throws IOException {
    Path file = stages.settings().home().resolve("similar.vectors");
    Files.createDirectories(file.resolve("a folder in its place"));
    similar.start();
    Eventually.holds(
        "a second attempt has failed",
        () -> {
          similar.wake();
          return !problems.current().isEmpty();
        });
    assertThat(problems.current())
        .singleElement()
        .asString()
        .startsWith("Similar songs are not up to date: " + file + " cannot be written (")
        .endsWith("): free some space, or delete it");

    Files.move(file, folder.resolve("elsewhere")); // in one step, as it tries again meanwhile
    similar.wake();
    Eventually.holds("the problem is over", () -> problems.current().isEmpty());
    assertThat(compared()).isEqualTo(2);
  }

  @Test
  void afterItIsClosedNothingIsUpdatedAndQuestionsAreStillAnswered() {
    similar.start();
    Eventually.holds("both are read", () -> compared() == 2);
    similar.close();

    EmbeddedSongs.decide(ledger, 3, mn04, 3, 4.1f);
    similar.wake();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("similar"));
    assertThat(compared()).isEqualTo(2);
  }

  @Test
  void oneThatWasNeverStartedCloses() {
    similar.close();
    assertThat(compared()).isZero();
  }
}
