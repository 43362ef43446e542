package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.settings.SettingsReader;
import io.musicreclass.config.WebConfig;
import io.musicreclass.systemd.ServiceManager;
import io.musicreclass.web.Server;
import io.musicreclass.web.ServerSettings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reclass run}: the daemon. */
@Command(
    name = "run",
    description = "Watches the inbox and publishes the genre of each song (the default).",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    StopSignals.handle(Server::stop);
    if (ServiceManager.isPresent(System.getenv())) {
      // without one, it means that the terminal was closed
      StopSignals.handleHangUp(Server::reload);
    }
    return Server.serve(RunCommand::serverSettings, Installation.setupService(), Version.text());
  }

  private static ServerSettings serverSettings() {
    SettingsReader settings = Installation.settings();
    return new ServerSettings(Installation.setup(settings), settings.get(WebConfig.class));
  }
}
