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

/** {@code reclass undo}: undoes tags, moves and copies. */
@Command(
    name = "undo",
    description = "Undoes changes to files: tags, moves and copies.",
    mixinStandardHelpOptions = true)
final class UndoCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Selection selection;

  @Option(names = "--dry-run", description = "Print what could be undone; change nothing.")
  private boolean dryRun;

  /** The changes to undo. */
  private static final class Selection {
    @Option(
        names = "--since",
        paramLabel = "WHEN",
        description = "All changes since a time: 90m, 2h, 3d, 2026-11-22 or 2026-11-22T18:00.")
    private @Nullable String since;

    @Option(names = "--batch", paramLabel = "N", description = "The changes of one reclass apply.")
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
        : LedgerOwner.change(setup, ledger -> changeLocally(setup, ledger), this::changeRemotely);
  }

  private int plan(Settings setup) {
    ChangePrinter printer = new ChangePrinter();
    try (Ledger ledger = Ledger.read(setup.home())) {
      new UndoTask(setup, ledger, printer).plan(selection::of);
    }
    return sum(printer, "could be undone");
  }

  private int changeLocally(Settings setup, Ledger ledger) throws IOException {
    ChangePrinter printer = new ChangePrinter();
    new UndoTask(setup, ledger, printer).run(selection::of);
    return sum(printer, "undone");
  }

  private int changeRemotely(DaemonClient daemon) throws IOException {
    ChangePrinter printer = new ChangePrinter();
    var unused = daemon.follow("api/undo", selection.json(), printer::accept);
    return sum(printer, "undone");
  }

  private static int sum(ChangePrinter printer, String did) {
    System.err.printf("%d %s, %d refused%n", printer.done(), did, printer.failed());
    return printer.failed() > 0 ? 1 : 0;
  }
}
