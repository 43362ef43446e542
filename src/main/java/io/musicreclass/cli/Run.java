package io.musicreclass.cli;

import io.musicreclass.cli.settings.Place;
import io.musicreclass.cli.settings.Settings;
import io.musicreclass.config.WebConfig;
import io.musicreclass.web.Orders;
import io.musicreclass.web.Server;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reclass run}: the daemon. */
@Command(
    name = "run",
    description = "Watches the inbox and publishes the genre of each song (the default).",
    mixinStandardHelpOptions = true)
final class Run implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    StopSignals.handle(Server::stop);
    return Server.serve(Run::orders, Place.guide(), Version.text());
  }

  private static Orders orders() {
    Settings settings = Place.settings();
    return new Orders(Place.setup(settings), settings.get(WebConfig.class));
  }
}
