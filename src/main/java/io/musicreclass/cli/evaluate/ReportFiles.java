package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.evaluate.VoteEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report goes: its lines to the terminal, the rest to files. */
final class ReportFiles {
  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write all figures and pictures as an HTML page.")
  private @Nullable Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  /** Refuses files that cannot be written, before hours of work. */
  void check() {
    Stream.of(report, json).flatMap(Stream::ofNullable).forEach(ReportFiles::check);
  }

  /** Refuses a file that cannot be written. */
  static void check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new UsageError(file + " cannot be written: name a file in a folder that exists");
    }
  }

  void write(VoteEvaluation.Report figures) throws IOException {
    figures.lines().forEach(System.out::println);
    if (report != null) {
      Files.writeString(report, figures.html());
    }
    if (json != null) {
      Files.writeString(json, figures.json());
    }
  }
}
