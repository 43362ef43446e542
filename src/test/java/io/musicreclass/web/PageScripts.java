package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of the page, and Node to run them if it is installed. */
final class PageScripts {
  static final Path FOLDER = Path.of("src/main/resources/META-INF/resources");

  private PageScripts() {}

  /** All scripts but the files of texts. */
  static List<Path> withoutTexts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".js"))
          .filter(file -> !file.getFileName().toString().matches("texts-..\\.js"))
          .sorted()
          .toList();
    }
  }

  /**
   * What an expression returns, as JSON.
   *
   * @param languages of the browser, as JSON
   * @param module a script, whose exports the expression has as {@code it}
   */
  static String run(String languages, String module, String expression)
      throws IOException, InterruptedException {
    String script =
        "Object.defineProperty(globalThis, 'navigator', { value: { languages: "
            + languages
            + " }, configurable: true }); const it = await import('"
            + FOLDER.resolve(module).toUri()
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
      assumeTrue(false, "skipped: there is no node to run the page's scripts");
      throw e;
    }
    String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(node.exitValue()).as(out).isZero();
    return out.substring(out.lastIndexOf('\n') + 1);
  }
}
