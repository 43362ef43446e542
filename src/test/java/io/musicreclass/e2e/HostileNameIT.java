package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file name with line breaks and terminal control sequences. */
class HostileNameIT {
  private static final String FORGED = "12:00:00 ERROR forged";
  private static final String NAME = "a\n" + FORGED + " \u001b[31mred\u009b2J\u202e\u2028";
  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e]");

  @TempDir private Path folder;

  private static void assertHarmless(String text) {
    assertThat(CONTROL.matcher(text).results().map(m -> m.group().codePointAt(0))).isEmpty();
    assertThat(text.lines()).noneMatch(line -> line.startsWith(FORGED));
  }

  @Test
  void aHostileNameForgesNoLogLineAndIsUnchangedInJson() throws Exception {
    Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9");
    reclass.set("RECLASS_AFTER_ACTION", "move");
    reclass.set("RECLASS_AFTER_PATH", folder.resolve("sorted") + "/{genre}/{file}");
    try (Reclass daemon = reclass.start()) {
      Songs.write(daemon.inbox().resolve(NAME + ".wav"), 7, 5);
      Files.writeString(daemon.inbox().resolve(NAME + ".mp3"), "no song");
      daemon.await(
          "both have ended",
          () ->
              daemon.get("/api/tracks").contains("\"state\":\"done\"")
                  && daemon.get("/api/tracks").contains("\"state\":\"failed\""));
      JsonNode tracks = new ObjectMapper().readTree(daemon.get("/api/tracks")).get("tracks");
      assertThat(tracks.findValuesAsText("path")).anyMatch(path -> path.contains("\n" + FORGED));
      String log = Files.readString(daemon.log());
      assertHarmless(log);
      for (String[] command :
          new String[][] {
            {"why", daemon.inbox().resolve(NAME + ".mp3").toString()},
            {"retry", daemon.inbox().resolve(NAME + ".mp3").toString()},
            {"undo", "--since", "1h"},
            {"apply", "--dry-run"}
          }) {
        Reclass.Finished finished = daemon.command(command);
        assertHarmless(finished.out() + finished.err());
      }
      assertHarmless(Files.readString(daemon.log()));
    }
    Path song = folder.resolve(NAME + ".wav");
    Songs.write(song, 8, 5);
    Reclass.Finished plain = reclass.command("classify", song.toString());
    assertHarmless(plain.out() + plain.err());
    assertThat(plain.out()).contains("a\\n" + FORGED);
    Reclass.Finished json = reclass.command("classify", "--json", song.toString());
    assertHarmless(json.out());
    assertThat(new ObjectMapper().readTree(json.out()).get("file").asText())
        .isEqualTo(NAME + ".wav");
  }
}
