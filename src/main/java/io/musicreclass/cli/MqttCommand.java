package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.daemon.LedgerOpener;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.options.AnnouncedId;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.mqtt.RetainedMessages;
import picocli.CommandLine.Command;

/** {@code reclass mqtt}: manages this node's retained messages. */
@Command(
    name = "mqtt",
    description = "Manages this node's retained messages.",
    mixinStandardHelpOptions = true)
final class MqttCommand {
  @Command(
      name = "forget",
      description = {
        "Deletes all retained messages of this node, which removes the device from Home Assistant.",
        "Stop the daemon first; it would publish them again."
      },
      mixinStandardHelpOptions = true)
  int forget() {
    Settings setup = Installation.setup();
    MqttSettings settings = MqttSettings.of(setup.mqtt(), setup.root());
    RetainedMessages.delete(settings, setup.mqtt().discoveryPrefix())
        .forEach(topic -> System.out.println("deleted: " + topic));
    try (Ledger ledger = LedgerOpener.open(setup)) {
      new AnnouncedId(ledger, settings.node()).forget();
    }
    return 0;
  }
}
