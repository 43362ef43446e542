package io.musicreclass.cli;

import io.musicreclass.ledger.Change;
import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.pipeline.Setup;
import io.musicreclass.pipeline.Undo;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass undo}: takes back tags, moves and copies. */
@Command(
    name = "undo",
    description = "Takes back what was done with files: tags, moves and copies alike.",
    mixinStandardHelpOptions = true)
final class UndoCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Which which;

  @Option(names = "--dry-run", description = "Say what could be taken back, and do nothing.")
  private boolean dryRun;

  /** What is taken back. */
  private static final class Which {
    @Option(
        names = "--since",
        paramLabel = "WHEN",
        description = "All since then: 90m, 2h, 3d, 2026-11-22 or 2026-11-22T18:00.")
    private @Nullable String since;

    @Option(names = "--batch", paramLabel = "N", description = "What one apply did.")
    private long batch;

    List<Change> of(Changes changes) {
      return since == null
          ? changes.batch(batch)
          : changes.since(Since.parse(since, Clock.system(ZoneId.systemDefault())));
    }
  }

  @Override
  public Integer call() throws IOException {
    Setup setup = Place.setup();
    Told told = new Told();
    try (Ledger ledger = dryRun ? Ledger.read(setup.home()) : Ledger.open(setup.home())) {
      Undo undo = new Undo(setup, ledger, told);
      List<Change> changes = which.of(ledger.changes());
      if (dryRun) {
        undo.plan(changes);
      } else {
        undo.run(changes);
      }
    }
    System.err.printf(
        "%d %s, %d refused%n",
        told.undone, dryRun ? "could be taken back" : "taken back", told.refused);
    return told.refused > 0 ? 1 : 0;
  }

  /** Prints a line for each change. */
  private static final class Told implements Undo.Listener {
    private int undone;
    private int refused;

    @Override
    public void undone(Change change) {
      undone++;
      String now = SongFile.text(change.target());
      String was = SongFile.text(change.source().path());
      System.out.println(
          switch (change.kind()) {
            case TAG -> "tags of " + was;
            case MOVE -> now + " -> " + was;
            case COPY -> "removed " + now;
          });
    }

    @Override
    public void refused(Change change, String why) {
      refused++;
      System.err.println("reclass: " + SongFile.text(change.target()) + " stays: " + why);
    }

    @Override
    public void failed(Change change, String reason) {
      refused(change, reason);
    }
  }
}
