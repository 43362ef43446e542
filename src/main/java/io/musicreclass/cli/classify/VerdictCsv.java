package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.terminal.EscapingPrintStream;
import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.csv.CsvRecord;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A CSV table, with the names of the JSON. */
final class VerdictCsv implements VerdictOutput {
  static final List<String> COLUMNS =
      List.of(
          "path",
          "genre",
          "confidence",
          "sure",
          "stage",
          "reason",
          "mood",
          "style",
          "voice",
          "era",
          "duration_s",
          "id");

  private static final int DECIMALS = 6;

  private final PrintStream out;

  private VerdictCsv(PrintStream out) {
    this.out = out;
  }

  /** Prints the header. */
  static VerdictCsv start(PrintStream out) {
    out.println(CsvRecord.of(COLUMNS));
    return new VerdictCsv(out);
  }

  @Override
  public void print(Path file, Classifier.Outcome.Classified classified) throws IOException {
    ClassifiedTrack track = classified.voteDetails();
    Verdict.Decided verdict = track.verdict();
    String record =
        CsvRecord.of(
            List.of(
                SongFile.text(file),
                verdict.genre(),
                Double.toString(Percent.truncate(verdict.confidence(), DECIMALS)),
                Boolean.toString(verdict.sure()),
                Integer.toString(verdict.stage()),
                verdict.reason().orElse(""),
                tags(verdict, MusicTag.Kind.MOOD),
                tags(verdict, MusicTag.Kind.STYLE),
                tags(verdict, MusicTag.Kind.VOICE),
                tags(verdict, MusicTag.Kind.ERA),
                String.format(Locale.ROOT, "%.1f", track.seconds()),
                track.id().value()));
    // Names are escaped on a terminal, and unchanged in a file or a pipe.
    if (Terminal.isTerminal(1)) {
      out.println(record);
    } else {
      EscapingPrintStream.writeUnescaped(out, record + "\n");
    }
    if (out.checkError()) {
      throw new IOException("Cannot write to standard output (disk full?)");
    }
  }

  private static String tags(Verdict.Decided verdict, MusicTag.Kind kind) {
    return String.join("; ", Moods.names(verdict, kind));
  }
}
