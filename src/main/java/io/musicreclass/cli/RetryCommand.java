package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass retry}: retries failed files. */
@Command(
    name = "retry",
    description = "Retries failed files, even if they have not changed.",
    mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "PATH", description = "Failed files; default: all.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() throws IOException {
    List<Path> files = paths.stream().map(p -> p.toAbsolutePath().normalize()).toList();
    return LedgerOwner.change(
        Installation.setup(),
        ledger -> report(ledger.reviews().retry(files), "; they are analysed once the daemon runs"),
        daemon -> {
          List<String> uris = files.stream().map(SongFile::uri).toList();
          JsonNode answer = daemon.send("POST", "api/retry", Map.of("paths", uris));
          int queued = answer.get("queued").asInt();
          return report(new Requeued(queued, answer.get("missing").asInt()), "");
        });
  }

  private static int report(Requeued outcome, String when) {
    System.out.println("Queued again: " + outcome.queued() + (outcome.queued() > 0 ? when : ""));
    if (outcome.missing() > 0) {
      System.err.println(
          "reclass: "
              + outcome.missing()
              + (outcome.missing() == 1 ? " file" : " files")
              + " had not failed; for the state of a file, run reclass why FILE");
    }
    return outcome.missing() == 0 ? 0 : 1;
  }
}
