package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.terminal.Columns;
import io.musicreclass.cli.terminal.EscapingPrintStream;
import io.musicreclass.track.ControlCharacters;
import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for a terminal: a line for each folder, below it its files with genre, certainty and
 * mood. The widths of the columns follow from the files' names, so that rows can be printed one by
 * one.
 */
final class VerdictTable implements VerdictOutput {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final String BLOCKS = " ▏▎▍▌▋▊▉";
  private static final String EMPTY = "░";
  private static final int LONGEST_GENRE = 20;
  private static final int PERCENT = 5;
  private static final int UNSURE = " unsure".length();
  private static final int SHORTEST_NAME = 12;

  /** Space for moods that a name must leave. */
  private static final int MOODS = 16;

  /** On a narrower terminal there is neither bar nor mood. */
  private static final int CRAMPED = 60;

  private static final int ROOMY = 100;

  /**
   * What the table looks like.
   *
   * @param width columns of the terminal
   * @param genres that verdicts may have
   * @param moods whether songs may have them
   * @param colours whether it is coloured
   */
  record Look(int width, List<String> genres, boolean moods, boolean colours) {
    Look {
      genres = List.copyOf(genres);
    }
  }

  private final Look look;
  private final boolean stages;
  private final PrintStream out;
  private final int name;
  private final int genre;
  private final int bar;
  private @Nullable Path folder;

  /**
   * A table for these files.
   *
   * @param stages whether each stage's result follows
   */
  VerdictTable(List<Path> files, Look look, boolean stages, PrintStream out) {
    this.look = look;
    this.stages = stages;
    this.out = out;
    bar = look.width < CRAMPED ? 0 : look.width < ROOMY ? 8 : 12;
    int longest = look.genres.stream().mapToInt(Columns::width).max().orElse(0);
    genre = Math.max("Genre".length(), Math.min(longest, LONGEST_GENRE));
    int others = INDENT.length() + GAP.length() + genre + GAP.length() + certainty();
    int free = look.width - others - (hasMoods() ? GAP.length() + MOODS : 0);
    int names = files.stream().mapToInt(file -> Columns.width(name(file))).max().orElse(0);
    name = Math.max(SHORTEST_NAME, Math.min(names, free));
  }

  private int certainty() {
    return (bar == 0 ? 0 : bar + 1) + PERCENT + UNSURE;
  }

  private boolean hasMoods() {
    return look.moods && look.width >= CRAMPED;
  }

  private int mood() {
    return look.width - INDENT.length() - name - genre - certainty() - 3 * GAP.length();
  }

  @Override
  public boolean isForPeople() {
    return true;
  }

  @Override
  public void print(Path file, Classifier.Outcome.Classified classified) {
    heading(file);
    Verdict.Decided verdict = classified.voteDetails().verdict();
    line(row(name(file), verdict.genre(), certainty(verdict), remark(verdict)));
    if (stages) {
      VerdictLines.lines(classified)
          .forEach(stage -> line(dim(INDENT + ControlCharacters.escape(stage))));
    }
  }

  @Override
  public void refused(Path file, String reason) {
    heading(file);
    String name = name(file);
    String text = ControlCharacters.escape(reason);
    System.err.println(INDENT + (text.startsWith(name) ? text : name + ": " + text));
  }

  private void heading(Path file) {
    if (folder == null) {
      line(bold(row("File", "Genre", Columns.fit("Certainty", certainty()), "Mood")));
    }
    if (!file.getParent().equals(folder)) {
      folder = file.getParent();
      line(dim(Columns.cut(ControlCharacters.escape(SongFile.text(folder)), look.width)));
    }
  }

  private String row(String file, String genres, String certainty, String moods) {
    String last = hasMoods() ? GAP + Columns.cut(moods, mood()) : "";
    return (INDENT
            + Columns.fit(file, name)
            + GAP
            + Columns.fit(ControlCharacters.escape(genres), genre)
            + GAP
            + certainty
            + last)
        .stripTrailing();
  }

  private static String name(Path file) {
    return ControlCharacters.escape(SongFile.text(file).replaceFirst(".*/", ""));
  }

  private String certainty(Verdict.Decided verdict) {
    String colour = verdict.sure() ? "32" : "33";
    return (bar == 0 ? "" : coloured(colour, bar(verdict.confidence(), bar)) + " ")
        + String.format("%" + PERCENT + "s", Percent.whole(verdict.confidence()))
        + (verdict.sure() ? " ".repeat(UNSURE) : coloured(colour, " unsure"));
  }

  /** A bar in eighths of a column; full only for a confidence of 1. */
  static String bar(double confidence, int width) {
    int eighths = (int) (Math.max(0, Math.min(1, confidence)) * width * 8);
    int full = eighths / 8;
    String part = eighths % 8 == 0 ? "" : BLOCKS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(full) + part + EMPTY.repeat(width - full - part.length());
  }

  /** The moods, or why the verdict is unsure. */
  private static String remark(Verdict.Decided verdict) {
    return ControlCharacters.escape(
        verdict.reason().orElseGet(() -> String.join(", ", Moods.of(verdict))));
  }

  private String bold(String text) {
    return coloured("1", text);
  }

  private String dim(String text) {
    return coloured("2", text);
  }

  private String coloured(String code, String text) {
    return look.colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  /** Names are escaped already, and the colours must not be. */
  private void line(String text) {
    EscapingPrintStream.writeUnescaped(out, text + "\n");
  }
}
