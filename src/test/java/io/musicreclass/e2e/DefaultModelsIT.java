package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.Golden;
import io.musicreclass.convert.Import;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.TinyHub;
import io.musicreclass.publish.Mosquitto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start of a checkout, with a mirror of the default models on this machine. */
class DefaultModelsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SONG = "000002.mp3";

  /** The published addresses are tried after the mirror; nobody listens at this proxy. */
  private static final String NO_INTERNET = "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9";

  @TempDir private Path folder;

  /** A checkout whose daemon sorts every song as soon as its verdict is final. */
  private Reclass checkout(TinyHub mirror) throws IOException {
    return Reclass.checkout(folder)
        .set("JAVA_TOOL_OPTIONS", NO_INTERNET)
        .set("RECLASS_MODELS_FETCH", "auto")
        .set("RECLASS_MODELS_MIRROR", mirror.address().toString())
        .set("RECLASS_MQTT_URL", "tcp://127.0.0.1:" + Mosquitto.freePort())
        .set("RECLASS_AFTER_ACTION", "move")
        .set("RECLASS_AFTER_PATH", folder.resolve("sorted") + "/{genre}/{file}")
        .set("RECLASS_AFTER_ONLY_SURE", "false");
  }

  private static void publish(TinyHub mirror) throws IOException {
    for (PinnedModel model : Import.byDefault()) {
      var unused = mirror.mirror(model, weights(model));
    }
  }

  private static byte[] weights(PinnedModel model) throws IOException {
    return Files.readAllBytes(Golden.path("golden/taggers/" + model.file().name()));
  }

  private static Path drop(Reclass reclass) throws IOException {
    Path aside = reclass.log().resolveSibling(SONG);
    Files.copy(Golden.path("audio/" + SONG), aside);
    return Files.move(aside, Files.createDirectories(reclass.inbox()).resolve(SONG));
  }

  private static JsonNode json(Reclass reclass, String path) {
    try {
      return JSON.readTree(reclass.get(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitState(Reclass reclass, String state) {
    reclass.await(
        "the default models are " + state,
        () -> state.equals(json(reclass, "/api/health").path("default_models").asText()));
  }

  private static void awaitClassified(Reclass reclass) {
    reclass.await(
        "the song is classified",
        () -> !json(reclass, "/api/tracks").path("tracks").path(0).path("genre").isMissingNode());
  }

  private static List<String> logged(Reclass reclass, String words) throws IOException {
    return Files.readAllLines(reclass.log()).stream().filter(l -> l.contains(words)).toList();
  }

  private static List<String> stages(Reclass reclass) {
    JsonNode stages = json(reclass, "/api/settings").path("stages");
    return Stream.iterate(0, i -> i < stages.size(), i -> i + 1)
        .map(i -> stages.get(i).asText())
        .toList();
  }

  @Test
  void bothAreDownloadedAndImportedAndTheSongsOfTheMeantimeClassifiedAgainBeforeTheyAreSorted()
      throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (TinyHub mirror = new TinyHub();
        Reclass reclass = checkout(mirror)) {
      publish(mirror);
      mirror.delay(mayAnswer);
      reclass.start();
      awaitState(reclass, "downloading");
      Path song = drop(reclass);
      awaitClassified(reclass);
      assertThat(stages(reclass)).containsExactly("fma");
      assertThat(json(reclass, "/api/default-models").path("provisional").asBoolean()).isTrue();
      assertThat(song).exists();

      mayAnswer.countDown();
      Path sorted = folder.resolve("sorted/Hip-Hop/" + SONG);
      reclass.await("the song is sorted by both", () -> Files.exists(sorted));

      awaitState(reclass, "installed");
      assertThat(stages(reclass)).containsExactly("efficientat", "musicnn");
      String id = json(reclass, "/api/tracks").path("tracks").path(0).path("id").asText();
      JsonNode verdict = json(reclass, "/api/tracks/" + id).path("verdict");
      assertThat(verdict.path("votes")).hasSize(2);
      assertThat(verdict.path("sure").asBoolean()).isTrue();
      assertThat(mirror.requests()).hasSize(2);
      assertThat(logged(reclass, "Downloading the default models"))
          .singleElement()
          .asString()
          .contains("ISC", "MIT", "7.4 MB", "reclass.models.fetch=never");
      assertThat(logged(reclass, "Imported the default models")).hasSize(1);
      assertThat(reclass.command("model", "list").out())
          .contains("voting: efficientat:mn04, musicnn:musicnn");
    }
  }

  @Test
  void aWrongByteIsRefusedAndTheBundledModelGoesOn() throws Exception {
    try (TinyHub mirror = new TinyHub();
        Reclass reclass = checkout(mirror)) {
      publish(mirror);
      PinnedModel first = Import.byDefault().get(0);
      byte[] wrong = weights(first);
      wrong[wrong.length / 2] ^= 1;
      var unused = mirror.mirror(first, wrong);
      reclass.start();
      awaitState(reclass, "failed");
      assertThat(logged(reclass, "Failed to get the default models"))
          .singleElement()
          .asString()
          .contains(first.file().name() + " from 127.0.0.1:", " is not the published file: ")
          .contains(" instead of " + first.sha256(), "going on without them");
      assertThat(reclass.get("/api/problems")).contains("The default models cannot be downloaded");
      bundledModelSorts(reclass);
      assertThat(folder.resolve("models/musicnn")).doesNotExist();
      assertThat(folder.resolve("models/mn04")).doesNotExist();
    }
  }

  @Test
  void withoutTheInternetOneLineSaysWhatIsMissingAndNoSongWaits() throws Exception {
    TinyHub mirror = new TinyHub();
    mirror.close();
    try (Reclass reclass = checkout(mirror).start()) {
      awaitState(reclass, "downloading");
      Path song = drop(reclass);
      awaitClassified(reclass);
      awaitState(reclass, "failed");
      assertThat(logged(reclass, "Failed to get the default models"))
          .singleElement()
          .asString()
          .contains("127.0.0.1 cannot be reached", "reclass model fetch defaults");
      assertThat(json(reclass, "/api/default-models").path("notice").asText())
          .contains("only the small bundled one is used", "reclass.models.fetch=never");
      reclass.await("the song is sorted", () -> !Files.exists(song));
    }
  }

  private void bundledModelSorts(Reclass reclass) throws IOException {
    Path song = drop(reclass);
    reclass.await("the song is sorted", () -> !Files.exists(song));
    assertThat(stages(reclass)).containsExactly("fma");
  }
}
