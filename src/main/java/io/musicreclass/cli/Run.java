package io.musicreclass.cli;

import io.musicreclass.pipeline.Daemon;
import io.musicreclass.pipeline.Setup;
import io.musicreclass.web.Server;
import io.musicreclass.web.WebConfig;
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
    Settings settings = Place.settings();
    Setup setup = Place.setup(settings);
    return Server.serve(
        page -> new Daemon(setup, Version.text(), page),
        settings.get(WebConfig.class),
        setup.home());
  }
}
