package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reclass reload}: reloads settings and models in a running daemon. */
@Command(
    name = "reload",
    description = {
      "Reloads settings and models without a restart.",
      "If the new settings are invalid, all problems are reported and the old ones stay. Address and port of the page"
          + " and reclass.home need a restart."
    },
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Settings setup =
        Installation.setup(); // invalid settings are reported before the daemon is asked
    DaemonClient daemon =
        DaemonClient.of(
            setup,
            "no daemon is running (start it with reclass run), or quarkus.http.host or quarkus.http.port has changed since it started (restart it)");
    JsonNode answer = daemon.send("POST", "api/reload", Map.of());
    answer.path("summary").forEach(line -> System.out.println("  " + line.asText()));
    System.out.println("Reloaded.");
    return 0;
  }
}
