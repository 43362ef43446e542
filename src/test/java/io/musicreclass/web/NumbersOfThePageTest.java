package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The page's number formatting, run by Node if it is installed. */
class NumbersOfThePageTest {
  private static final String HELPERS =
      Path.of("src/main/resources/META-INF/resources/dom.js").toUri().toString();

  private static String run(String expression) throws IOException, InterruptedException {
    String script =
        "const { percent, confidence, threshold } = await import('"
            + HELPERS
            + "'); console.log(JSON.stringify("
            + expression
            + "));";
    Process node;
    try {
      node =
          new ProcessBuilder("node", "--input-type=module", "-e", script)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no node to run the page's helpers");
      throw e;
    }
    String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(node.exitValue()).as(out).isZero();
    return out.substring(out.lastIndexOf('\n') + 1);
  }

  @Test
  void aConfidenceIsNeverRoundedUp() throws IOException, InterruptedException {
    assertThat(run("[0.6, 0.5999, 0.599999, 0.57, 1, 0.99999, 0, 1e-9, 0.846].map(confidence)"))
        .isEqualTo(
            "[\"60.0 %\",\"59.9 %\",\"59.9 %\",\"57.0 %\",\"100.0 %\",\"99.9 %\",\"0.0 %\","
                + "\"0.0 %\",\"84.6 %\"]");
  }

  @Test
  void aThresholdIsWrittenAsItIsSet() throws IOException, InterruptedException {
    assertThat(run("[0.6, 0.605, 0.57, 0.6005, 1, '0.615'].map(threshold)"))
        .isEqualTo("[\"60 %\",\"60.5 %\",\"57 %\",\"60.05 %\",\"100 %\",\"61.5 %\"]");
  }

  @Test
  void nearlyAllAreNotAllAndAFewAreNotNone() throws IOException, InterruptedException {
    assertThat(run("[1, 0.999, 0.001, 0, 0.5].map(percent)"))
        .isEqualTo("[\"100 %\",\"99 %\",\"<1 %\",\"0 %\",\"50 %\"]");
  }
}
