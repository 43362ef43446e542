package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.mqtt.RetainedMessages;
import picocli.CommandLine.Command;

/** {@code reclass mqtt}: what the broker keeps of this node. */
@Command(
    name = "mqtt",
    description = "What the broker keeps of this node.",
    mixinStandardHelpOptions = true)
final class MqttCommand {
  @Command(
      name = "forget",
      description = {
        "Empties all retained topics of this node, so that Home Assistant forgets it.",
        "The daemon must be stopped, as it would say everything again."
      },
      mixinStandardHelpOptions = true)
  int forget() {
    Settings setup = Installation.setup();
    MqttSettings settings = MqttSettings.of(setup.mqtt(), setup.root());
    RetainedMessages.node(settings, setup.mqtt().discoveryPrefix())
        .forEach(topic -> System.out.println("forgotten: " + topic));
    return 0;
  }
}
