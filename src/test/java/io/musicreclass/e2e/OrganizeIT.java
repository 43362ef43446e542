package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.testing.FileTags;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon tags and sorts a song after its verdict, and undo restores it. */
class OrganizeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void aSongIsTaggedAndSortedAfterItsVerdictAndUndoRestoresEveryByte() throws Exception {
    Path sorted = folder.resolve("sorted");
    try (Reclass reclass =
        Reclass.in(folder)
            .set("RECLASS_MQTT_URL", "tcp://127.0.0.1:1") // no broker: verdicts do not wait for it
            .set("RECLASS_AFTER_ACTION", "move")
            .set("RECLASS_AFTER_TAG", "genre")
            .set("RECLASS_AFTER_ONLY_SURE", "false") // synthetic songs are never sure
            .set("RECLASS_AFTER_PATH", sorted + "/{genre}/{artist}/{file}")) {
      reclass.start();
      Path song = Songs.write(reclass.inbox().resolve("song.wav"), 1, 5);
      byte[] bytes = Files.readAllBytes(song);
      reclass.await("the song is sorted", () -> files(sorted).size() == 1);
      Path now = files(sorted).get(0);
      reclass.await("the API reports its new path", () -> first(reclass, "path").equals("" + now));

      String genre = first(reclass, "genre");
      assertThat(now).isEqualTo(sorted.resolve(genre).resolve("Unknown Artist/song.wav"));
      assertThat(FileTags.genre(now)).as("the verdict's genre comes first").startsWith(genre);
      assertThat(song).doesNotExist();
      Reclass.Finished undone = reclass.command("undo", "--since", "1h");
      assertThat(undone.err()).contains("1 undone, 0 refused");
      assertThat(song).hasBinaryContent(bytes);
      assertThat(files(sorted)).isEmpty();
      for (String vague :
          List.of("{}", "{\"since\": \"x\"}", "{\"since\": \"x\", \"batch\": 1}", "{\"batch\": ")) {
        assertThat(undo(reclass, vague).statusCode()).as(vague).isEqualTo(400);
      }
      assertThat(undo(reclass, "{\"batch\": 1000}").body())
          .isEqualTo("\n{\"what\":\"end\",\"batch\":null}\n");
      Reclass.Finished applied = reclass.command("apply");
      assertThat(applied.out()).isEqualTo("move       " + song + " -> " + now + "\n");
      assertThat(now).exists();

      assertThat(reclass.stop()).isIn(0, 143);
      assertThat(reclass.command("undo", "--since", "1h").err()).contains("1 undone, 0 refused");
      assertThat(song).hasBinaryContent(bytes);
      assertThat(files(sorted)).isEmpty();

      reclass.start();
      reclass.await("the daemon is back", () -> first(reclass, "path").equals("" + song));
      Reclass.pause(4000);
      assertThat(song).as("a known song stays where undo put it").exists();
      assertThat(JSON.readTree(reclass.get("/api/tracks")).get("tracks")).hasSize(1);
    }
  }

  private static HttpResponse<String> undo(Reclass reclass, String json) throws IOException {
    return reclass.send(
        "POST",
        "/api/undo",
        HttpRequest.BodyPublishers.ofString(json),
        "Content-Type",
        "application/json");
  }

  /** A value of the newest row of the history. */
  private static String first(Reclass reclass, String key) {
    try {
      JsonNode rows = JSON.readTree(reclass.get("/api/tracks")).get("tracks");
      return rows.isEmpty() ? "" : rows.get(0).path(key).asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().contains("/.reclass-"))
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(); // a folder was removed meanwhile
    }
  }
}
