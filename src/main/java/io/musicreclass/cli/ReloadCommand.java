package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reclass reload}: new settings and models in a running daemon. */
@Command(
    name = "reload",
    description = {
      "Lets the running daemon read settings and models anew and go on by them.",
      "What cannot be followed is told, and the old settings hold. Address and port of the page"
          + " and reclass.home need a restart."
    },
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Settings setup = Installation.setup(); // wrong settings are told before anybody is disturbed
    DaemonClient daemon =
        DaemonClient.of(
            setup,
            "no daemon runs (reclass run starts it, by the settings of then), or quarkus.http.host"
                + " or quarkus.http.port has changed since its start: restart it");
    JsonNode answer = daemon.send("POST", "api/reload", Map.of());
    answer.path("summary").forEach(line -> System.out.println("  " + line.asText()));
    System.out.println("The daemon goes on by the settings and models of now.");
    return 0;
  }
}
