package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.Import;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.TinyHub;
import io.musicreclass.publish.Eventually;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start of a checkout, with the published models on a mirror on this machine. */
class DefaultModelsArriveTest {
  @TempDir private Path folder;

  private final CountDownLatch imported = new CountDownLatch(1);

  private Daemon start(TestStages installation) {
    return new Daemon(installation.settings(), "1.0", Optional.empty(), imported::countDown);
  }

  private static ClassifiedTrack verdict(Daemon daemon) {
    return daemon.ledger().reviews().page(0, 1).get(0).voteDetails();
  }

  @Test
  void aSongThatWasClassifiedMeanwhileIsClassifiedAgainAndStaysUntouchedUntilThen()
      throws Exception {
    Files.createFile(folder.resolve("pom.xml"));
    Files.createDirectories(folder.resolve("models"));
    Files.createSymbolicLink(
        folder.resolve("models/gtzan48"), Path.of("models/gtzan48").toAbsolutePath());
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (TinyHub hub = new TinyHub()) {
      for (PinnedModel model : Import.byDefault()) {
        byte[] content = Files.readAllBytes(Golden.path("golden/taggers/" + model.file().name()));
        var unused = hub.mirror(model, content);
      }
      hub.delay(mayAnswer);
      TestStages installation =
          new TestStages(folder)
              .set("reclass.mqtt.url", "mqtt://127.0.0.1:9")
              .set("reclass.inbox.path", inbox.toString())
              .set("reclass.inbox.settle", "100ms")
              .set("reclass.after.action", "move")
              .set("reclass.after.path", folder.resolve("sorted").toString() + "/{genre}/{file}")
              .set("reclass.after.only-sure", "false")
              .set("reclass.models.mirror", hub.address().toString());
      Files.copy(Golden.path("audio/000002.mp3"), inbox.resolve("song.mp3"));
      try (Daemon daemon = start(installation)) {
        assertThat(daemon.stages()).containsExactly("fma");
        Eventually.holds("the song is classified", () -> daemon.stats().done() == 1);
        assertThat(daemon.defaultModels().provisional()).isTrue();
        mayAnswer.countDown();
        assertThat(imported.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(verdict(daemon).voted().votes()).hasSize(1);
        assertThat(inbox.resolve("song.mp3")).exists();
      }
      try (Daemon daemon = start(installation)) {
        assertThat(daemon.stages()).containsExactly("efficientat", "musicnn");
        Eventually.holds(
            "the song is sorted by both", () -> Files.exists(folder.resolve("sorted/Hip-Hop")));
        assertThat(verdict(daemon).voted().votes()).hasSize(2);
        assertThat(verdict(daemon).voted().sure()).isTrue();
        assertThat(daemon.defaultModels().older()).isZero();
      }
    }
  }
}
