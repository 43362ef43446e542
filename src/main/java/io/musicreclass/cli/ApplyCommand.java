package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.Place;
import io.musicreclass.config.Setup;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.organize.Apply;
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
    Setup setup = Place.setup();
    return dryRun ? plan(setup) : Owned.change(setup, ledger -> here(setup, ledger), this::there);
  }

  private int plan(Setup setup) {
    Told told = new Told();
    try (Ledger ledger = Ledger.read(setup.home())) {
      Apply.of(setup, ledger, library, replacing, told).plan();
    }
    return sum(told, "would be changed");
  }

  private int here(Setup setup, Ledger ledger) throws IOException {
    Told told = new Told();
    return sum(told, Apply.of(setup, ledger, library, replacing, told).run());
  }

  private int there(Remote daemon) throws IOException {
    Told told = new Told();
    JsonNode end =
        daemon.follow(
            "api/apply", Map.of("library", library, "replace_genres", replacing), told::saw);
    return sum(told, end.path("batch").asLong());
  }

  private static int sum(Told told, long batch) {
    int status = sum(told, "changed");
    if (told.done() > 0) {
      System.err.println("Take it back: reclass undo --batch " + batch);
    }
    return status;
  }

  private static int sum(Told told, String did) {
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
