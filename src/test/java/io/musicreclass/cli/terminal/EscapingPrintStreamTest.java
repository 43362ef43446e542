package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EscapingPrintStreamTest {
  private static final String NAME = "a\n12:00:00 ERROR forged\u001b[2J\u009b31m\u202e.mp3";
  private static final String SHOWN = "a\\n12:00:00 ERROR forged\\u001b[2J\\u009b31m\\u202e.mp3";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out =
      EscapingPrintStream.of(new PrintStream(shown, true, StandardCharsets.UTF_8));

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyWayToPrintANameEscapesIt() {
    out.println(NAME);
    out.println((Object) Path.of(NAME));
    out.print(NAME);
    out.println();
    out.printf("%5.1f %s %s%n", 1.5, NAME, Path.of(NAME));
    assertThat(shown().lines())
        .containsExactly(SHOWN, SHOWN, SHOWN, "  1.5 " + SHOWN + " " + SHOWN);
  }

  @Test
  void jsonStaysJsonAndKeepsTheName() throws IOException {
    ObjectMapper json = new ObjectMapper();
    out.println(json.writeValueAsString(Map.of("file", NAME)));
    assertThat(shown()).doesNotContain("\u009b", "\u202e", "\u001b");
    assertThat(json.readTree(shown()).get("file").asText()).isEqualTo(NAME);
  }

  @Test
  void aStackTraceKeepsItsShapeAndANameInItForgesNoLine() {
    new IllegalStateException("bad", new IOException(NAME)).printStackTrace(out);
    assertThat(shown())
        .contains("Caused by: java.io.IOException: " + SHOWN)
        .contains("\n\tat io.musicreclass.cli")
        .doesNotContain("\n12:00:00");
  }

  @Test
  void ourOwnProgressBarIsPrintedUnchanged() {
    EscapingPrintStream.writeUnescaped(out, StatusLine.CLEAR + "[##]");
    assertThat(shown()).isEqualTo("\r\033[K[##]");
  }

  @Test
  void everyCommandPrintsThroughIt(@TempDir Path folder) throws IOException {
    Commands commands = new Commands(folder);
    Path song = Files.createFile(folder.resolve(NAME));
    for (Object[] words :
        new Object[][] {
          {"why", song},
          {"correct", song, "Jazz"},
          {"classify", song},
          {"retry", song},
          {NAME},
          {"export", NAME, song},
          {"undo", "--batch", NAME},
          {"model", "import", "head", song}
        }) {
      Commands.Ran ran = commands.run(words);
      assertThat(ran.out() + ran.err())
          .as("" + words[0])
          .isNotBlank()
          .doesNotContain("\u001b", "\u009b", "\u202e", "\n12:00:00");
    }
  }
}
