package io.musicreclass.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.organize.FileChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileChangeLinesTest {
  private static final FileChange MOVED =
      new FileChange(
          FileChange.Action.MOVE, Path.of("/inbox/a \"b\"\n.mp3"), Path.of("/sorted/a.mp3"), "");

  private static String written(FileChangeLines.Work work) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileChangeLines.write(out, work);
    return out.toString(UTF_8);
  }

  @Test
  void eachChangeIsALineAndTheEndIsTheLast() throws IOException {
    assertThat(
            written(
                lines -> {
                  assertThat(lines.accept(MOVED)).isTrue();
                  return 7L;
                }))
        .isEqualTo(
            "\n{\"what\":\"move\",\"path\":\"/inbox/a \\\"b\\\"\\n.mp3\","
                + "\"path_uri\":\"file:///inbox/a%20%22b%22%0A.mp3\",\"target\":\"/sorted/a.mp3\","
                + "\"target_uri\":\"file:///sorted/a.mp3\",\"note\":\"\"}\n"
                + "{\"what\":\"end\",\"batch\":7}\n");
  }

  @Test
  void filesWaitingForASureGenreAreMarkedAndCountedAtTheEnd() throws IOException {
    Path song = Path.of("/inbox/a.mp3");
    assertThat(
            written(
                lines -> {
                  lines.accept(
                      new FileChange(FileChange.Action.LEFT, song, null, "not sure", true));
                  lines.accept(
                      new FileChange(
                          FileChange.Action.MOVE, song, Path.of("/b.mp3"), "not sure", true));
                  return 7L;
                }))
        .contains("\"unsure\":true,\"note\":\"not sure\"}")
        .endsWith("{\"what\":\"end\",\"batch\":7,\"unsure\":1}\n");
  }

  @Test
  void aFailureIsReportedInTheLastLine() throws IOException {
    assertThat(
            written(
                lines -> {
                  throw new IOException("the disk is full");
                }))
        .isEqualTo("\n{\"what\":\"end\",\"problem\":\"the disk is full\"}\n");
  }

  @Test
  void aClosedConnectionStopsTheWork() throws IOException {
    OutputStream torn =
        new OutputStream() {
          private int left = 1;

          @Override
          public void write(int b) throws IOException {
            if (left-- <= 0) {
              throw new IOException("gone");
            }
          }
        };
    assertThatThrownBy(
            () ->
                FileChangeLines.write(
                    torn,
                    lines -> {
                      assertThat(lines.accept(MOVED)).isFalse();
                      return null;
                    }))
        .as("the last line is not written either")
        .hasMessage("gone");
  }
}
