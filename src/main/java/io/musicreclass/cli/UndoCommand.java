package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.organize.UndoTask;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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

    private @Nullable Instant from() {
      return since == null ? null : SinceTime.parse(since, Clock.system(ZoneId.systemDefault()));
    }

    List<RecordedChange> of(FileChanges changes) {
      Instant from = from();
      return from == null ? changes.batch(batch) : changes.since(from);
    }

    Map<String, Object> json() {
      Instant from = from();
      return from == null ? Map.of("batch", batch) : Map.of("since", from.toString());
    }
  }

  @Override
  public Integer call() throws IOException {
    Settings setup = Installation.setup();
    return dryRun
        ? plan(setup)
        : LedgerOwner.change(setup, ledger -> here(setup, ledger), this::there);
  }

  private int plan(Settings setup) {
    ChangePrinter told = new ChangePrinter();
    try (Ledger ledger = Ledger.read(setup.home())) {
      new UndoTask(setup, ledger, told).plan(which::of);
    }
    return sum(told, "could be taken back");
  }

  private int here(Settings setup, Ledger ledger) throws IOException {
    ChangePrinter told = new ChangePrinter();
    new UndoTask(setup, ledger, told).run(which::of);
    return sum(told, "taken back");
  }

  private int there(DaemonClient daemon) throws IOException {
    ChangePrinter told = new ChangePrinter();
    var unused = daemon.follow("api/undo", which.json(), told::accept);
    return sum(told, "taken back");
  }

  private static int sum(ChangePrinter told, String did) {
    System.err.printf("%d %s, %d refused%n", told.done(), did, told.failed());
    return told.failed() > 0 ? 1 : 0;
  }
}
