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
    Settings setup = Installation.setup();
    return dryRun
        ? plan(setup)
        : LedgerOwner.change(setup, ledger -> here(setup, ledger), this::there);
  }

  private int plan(Settings setup) {
    ChangePrinter told = new ChangePrinter();
    try (Ledger ledger = Ledger.read(setup.home())) {
      OrganizeTask.of(setup, ledger, library, replacing, told).plan();
    }
    return sum(told, "would be changed");
  }

  private int here(Settings setup, Ledger ledger) throws IOException {
    ChangePrinter told = new ChangePrinter();
    return sum(told, OrganizeTask.of(setup, ledger, library, replacing, told).run());
  }

  private int there(DaemonClient daemon) throws IOException {
    ChangePrinter told = new ChangePrinter();
    JsonNode end =
        daemon.follow(
            "api/apply", Map.of("library", library, "replace_genres", replacing), told::accept);
    return sum(told, end.path("batch").asLong());
  }

  private static int sum(ChangePrinter told, long batch) {
    int status = sum(told, "changed");
    if (told.done() > 0) {
      System.err.println("Take it back: reclass undo --batch " + batch);
    }
    return status;
  }

  private static int sum(ChangePrinter told, String did) {
    System.err.printf(
        "%d %s, %d left as they are, %d failed%n", told.done(), did, told.left(), told.failed());
    if (told.unsure() > 0) {
      System.err.printf(
          "%d left because the genre is not sure (reclass.after.only-sure): correct it, or set"
              + " reclass.after.unsure-path%n",
          told.unsure());
    }
    return told.failed() > 0 ? 1 : 0;
  }
}
