package io.musicreclass.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All benchmarks run and report; their times are not looked at. */
class BenchmarksIT {
  @Test
  void everyBenchmarkHasARowInTheTableOfAQuickRun() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bench/run", "all", "--quick").redirectErrorStream(true);
    builder.environment().put("BENCH_CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    List<String> table = Files.readAllLines(Path.of("target", "bench", "all.md"));
    assertThat(table)
        .contains("| benchmark | figure | ours | peer or baseline | ours / peer | aim |");
    for (String name : List.of("Features", "Ledger", "Revote", "Similar", "TrainMine", "Mlp")) {
      assertThat(table)
          .as(name)
          .anyMatch(row -> row.matches("\\| " + name + " \\|[^|]*\\| [0-9].*"))
          .noneMatch(row -> row.matches("\\| " + name + " .*not measured.*"));
    }
    for (String name : List.of("Start", "Build", "Growth", "Backlog", "Taggers", "FullSize")) {
      assertThat(table).as(name).anyMatch(row -> row.startsWith("| " + name + " |"));
    }
  }
}
