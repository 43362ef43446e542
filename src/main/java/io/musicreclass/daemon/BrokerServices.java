package io.musicreclass.daemon;

import io.musicreclass.notify.OutboxRelay;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.publish.Answers;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.track.OutboxMessage;

/** The MQTT connection, the relay that publishes the outbox over it, and the commands received. */
final class BrokerServices {
  private final DaemonContext context;
  private final Mqtt mqtt;
  private final OutboxRelay outboxRelay;

  BrokerServices(DaemonContext context, MqttSettings settings) {
    this.context = context;
    mqtt = context.closer().add(new Mqtt(settings));
    outboxRelay =
        context.closer().add(new OutboxRelay(context.ledger(), mqtt, context.problems().source()));
  }

  Mqtt mqtt() {
    return mqtt;
  }

  /** Prepares what is announced and subscribed to on every connection. */
  void listen(
      RuntimeOptions runtimeOptions,
      RequestHandler requestHandler,
      Messages messages,
      DeviceDescription device) {
    context
        .closer()
        .add(new CommandListener(mqtt, runtimeOptions, requestHandler, new Answers(messages)))
        .open();
    mqtt.announceAlways("last", () -> context.eventPolicy().standing().map(OutboxMessage::payload));
    mqtt.introduce(device);
  }

  void start() {
    mqtt.start(outboxRelay::wake);
    outboxRelay.start();
  }

  /** The outbox may have new messages. */
  void wake() {
    outboxRelay.wake();
  }
}
