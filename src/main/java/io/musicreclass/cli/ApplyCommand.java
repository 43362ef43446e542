package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.organize.OrganizeTask;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass apply}: tags, moves or copies the songs that have a verdict. */
@Command(
    name = "apply",
    description = {
      "Tags and sorts songs classified earlier.",
      "What is done is set by reclass.after.action and reclass.after.tag."
    },
    mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Print what would be done; change nothing.")
  private boolean dryRun;

  @Option(names = "--library", description = "Apply to the library instead of the inbox.")
  private boolean library;

  @Option(names = "--replace-genres", description = "Also replace genres written by people.")
  private boolean replacing;

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
      OrganizeTask.of(setup, ledger, library, replacing, printer).plan();
    }
    return sum(printer, "would be changed");
  }

  private int changeLocally(Settings setup, Ledger ledger) throws IOException {
    ChangePrinter printer = new ChangePrinter();
    return sum(printer, OrganizeTask.of(setup, ledger, library, replacing, printer).run());
  }

  private int changeRemotely(DaemonClient daemon) throws IOException {
    ChangePrinter printer = new ChangePrinter();
    JsonNode end =
        daemon.follow(
            "api/apply", Map.of("library", library, "replace_genres", replacing), printer::accept);
    return sum(printer, end.path("batch").asLong());
  }

  private static int sum(ChangePrinter printer, long batch) {
    int status = sum(printer, "changed");
    if (printer.done() > 0) {
      System.err.println("To undo: reclass undo --batch " + batch);
    }
    return status;
  }

  private static int sum(ChangePrinter printer, String did) {
    System.err.printf(
        "%d %s, %d unchanged, %d failed%n", printer.done(), did, printer.left(), printer.failed());
    if (printer.unsure() > 0) {
      System.err.printf(
          "%d unchanged because the genre is unsure (reclass.after.only-sure): correct it, or set reclass.after.unsure-path%n",
          printer.unsure());
    }
    return printer.failed() > 0 ? 1 : 0;
  }
}
