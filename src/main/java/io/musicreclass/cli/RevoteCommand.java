package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.Progress;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.revote.Revote;
import io.musicreclass.revote.RevoteForecast;
import io.musicreclass.revote.TrialRules;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass revote}: repeats the vote for every song. */
@Command(
    name = "revote",
    description = {
      "Votes again on the stored results of all songs, with the current settings and models.",
      "No song is analysed again; songs that lack the result of a stage are queued."
    },
    mixinStandardHelpOptions = true)
final class RevoteCommand implements Callable<Integer> {
  private static final long POLL_MS = 200;

  @Option(names = "--dry-run", description = "Only print what would change.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Settings setup = Installation.setup();
    return dryRun
        ? forecast(setup)
        : LedgerOwner.change(setup, l -> changeLocally(setup, l), this::changeRemotely);
  }

  private static int forecast(Settings setup) {
    try (Ledger ledger = Ledger.read(setup.home());
        Revote revote = new Revote(setup, ledger)) {
      revote.problems().forEach(problem -> System.err.println("reclass: " + problem));
      RevoteForecast forecast = revote.forecast(TrialRules.CURRENT);
      System.out.println("Nothing was changed. A re-vote would now do this:");
      ForecastText.lines(forecast).forEach(System.out::println);
      return 0;
    }
  }

  private static int changeLocally(Settings setup, Ledger ledger) {
    Progress progress = new Progress(ledger.reviews().count());
    try (Revote revote = new Revote(setup, ledger)) {
      revote.problems().forEach(problem -> System.err.println("reclass: " + problem));
      Revote.Outcome outcome =
          revote
              .run(
                  done -> {
                    progress.show(done);
                    return true;
                  })
              .orElseThrow();
      progress.clear();
      report(outcome.changes(), outcome.requeued());
      return 0;
    }
  }

  private int changeRemotely(DaemonClient daemon) throws IOException {
    JsonNode status = daemon.send("POST", "api/revote", Map.of());
    Progress progress = new Progress(status.path("tracks").asInt());
    while (status.path("state").asText().equals("running")) {
      progress.show(status.path("done").asInt());
      pause();
      status = daemon.send("GET", "api/revote", Map.of());
    }
    progress.clear();
    if (status.has("problem")) {
      throw new IOException("The re-vote failed: " + status.get("problem").asText());
    }
    System.out.println("The daemon has voted again with its current settings:");
    report(
        DaemonClient.as(status.get("changes"), RevoteForecast.class),
        new Requeued(status.get("queued").asInt(), status.get("missing").asInt()));
    return 0;
  }

  private static void report(RevoteForecast changes, Requeued requeued) {
    ForecastText.lines(changes).forEach(System.out::println);
    if (changes.pending() > 0) {
      System.out.printf(
          "%d of them are queued now; %d have no file left to analyse.%n",
          requeued.queued(), requeued.missing());
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted; the daemon continues the re-vote", e);
    }
  }
}
