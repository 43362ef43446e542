package io.musicreclass.cli;

import io.musicreclass.ledger.Change;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.pipeline.Apply;
import io.musicreclass.pipeline.Plan;
import io.musicreclass.pipeline.Setup;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass apply}: tags, moves or copies the songs that have a verdict. */
@Command(
    name = "apply",
    description =
        "Does what reclass.after.action and reclass.after.tag say with songs classified earlier.",
    mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(names = "--library", description = "The library's songs instead of the inbox's.")
  private boolean library;

  @Option(names = "--replace-genres", description = "Replace genres that people wrote, too.")
  private boolean replacing;

  @Override
  public Integer call() throws IOException {
    Setup setup = Place.setup();
    Told told = new Told();
    try (Ledger ledger = dryRun ? Ledger.read(setup.home()) : Ledger.open(setup.home())) {
      Apply apply = new Apply(setup, ledger, library, replacing, told);
      if (dryRun) {
        apply.plan();
        told.sum("would be changed");
      } else {
        long batch = apply.run();
        told.sum("changed");
        if (told.done > 0) {
          System.err.println("Take it back: reclass undo --batch " + batch);
        }
      }
    }
    return told.failed > 0 ? 1 : 0;
  }

  /** Prints a line for each file that something is to be said of. */
  private static final class Told implements Apply.Listener {
    private int done;
    private int left;
    private int failed;

    @Override
    public void planned(SongFile file, Plan plan) {
      done++;
      String from = SongFile.text(file.path());
      if (plan instanceof Plan.Move move) {
        line(move.tagging() ? "tag, move" : "move", from, SongFile.text(move.target()));
      } else if (plan instanceof Plan.Copy copy) {
        line(copy.tagging() ? "copy, tag" : "copy", from, SongFile.text(copy.target()));
      } else {
        System.out.printf("%-9s  %s%n", "tag", from);
      }
    }

    @Override
    public void done(Change change, String note) {
      done++;
      String from = SongFile.text(change.source().path());
      String notes = note.isEmpty() ? "" : "  (" + note + ")";
      if (change.kind() == Change.Kind.TAG) {
        System.out.printf("%-9s  %s%n", change.kind(), from);
      } else {
        line(change.kind().toString(), from, SongFile.text(change.target()) + notes);
      }
    }

    private static void line(String what, String from, String to) {
      System.out.printf("%-9s  %s -> %s%n", what, from, to);
    }

    @Override
    public void left(SongFile file, String why) {
      left++;
      if (!why.isEmpty()) {
        System.out.printf("%-9s  %s  (%s)%n", "-", SongFile.text(file.path()), why);
      }
    }

    @Override
    public void failed(SongFile file, String reason) {
      failed++;
      System.err.println("reclass: " + SongFile.text(file.path()) + ": " + reason);
    }

    void sum(String did) {
      System.err.printf("%d %s, %d left as they are, %d failed%n", done, did, left, failed);
    }
  }
}
