package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of files and their expected outcomes. */
final class FileTable {
  static final String AUDIO = "Audio";

  /** Creates the file of a row in its own folder. */
  interface Maker {
    Path make(Path dir) throws IOException, InterruptedException;
  }

  private record Row(String what, String expected, Maker maker) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds a row; expected is the name of the outcome, or the reason why it is unreadable. */
  void row(String what, String expected, Maker maker) {
    rows.add(new Row(what, expected, maker));
  }

  /** Adds a row for a file with this name and these bytes. */
  void row(String what, String name, byte[] bytes, String expected) {
    row(what, expected, dir -> Files.write(dir.resolve(name), bytes));
  }

  /** One test per row. */
  Stream<DynamicTest> tests(Path dir) {
    return rows.stream().map(r -> DynamicTest.dynamicTest(r.what, () -> check(r, dir)));
  }

  private static void check(Row row, Path dir) throws Exception {
    Path file = row.maker.make(Files.createTempDirectory(dir, "row"));
    Decoded decoded = Decoder.open(file);
    assertThat(outcome(decoded)).as(decoded.toString()).isEqualTo(row.expected);
    if (decoded instanceof Decoded.Unreadable u) {
      assertThat(u.message()).matches("\\P{Cntrl}{10,600}");
    }
    if (decoded instanceof Decoded.Audio audio) {
      assertThat(readsToTheEnd(audio.pcm(Excerpt.FULL))).isPositive();
      assertThat(readsToTheEnd(audio.mono(Excerpt.parse("middle:1"), 48_000))).isPositive();
    }
  }

  static String outcome(Decoded decoded) {
    return decoded instanceof Decoded.Unreadable u
        ? u.reason().name()
        : decoded.getClass().getSimpleName();
  }

  private static long readsToTheEnd(Pcm pcm) throws IOException {
    float[] block = new float[4096 * pcm.channels()];
    long frames = 0;
    try (Pcm.Pass pass = pcm.open()) {
      for (int n = pass.read(block); n > 0; n = pass.read(block)) {
        frames += n;
        for (int i = 0; i < n * pcm.channels(); i++) {
          assertThat(Float.isFinite(block[i])).isTrue();
        }
      }
    }
    return frames;
  }
}
