package io.musicreclass.daemon;

import io.musicreclass.notify.OutboxRelays;
import io.musicreclass.notify.Sink;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.mqtt.Mqtt;
import java.util.List;

/** The MQTT connection, the relays that send the outbox, and the commands received. */
final class BrokerServices {
  private final DaemonContext context;
  private final Mqtt mqtt;
  private final OutboxRelays outboxRelays;

  BrokerServices(DaemonContext context, Mqtt mqtt, List<Sink> sinks) {
    this.context = context;
    this.mqtt = context.closer().add(mqtt);
    outboxRelays =
        context
            .closer()
            .add(new OutboxRelays(context.ledger(), sinks, context.problems(), context.clock()));
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
        .add(new CommandListener(mqtt, runtimeOptions, requestHandler, messages))
        .open();
    mqtt.announceOnConnect(
        "last", () -> context.eventPolicy().latestVerdict().map(messages::verdict));
    mqtt.announceDevice(device);
  }

  void start() {
    mqtt.start(outboxRelays::wake);
    outboxRelays.start();
  }

  /** The outbox may have new messages. */
  void wake() {
    outboxRelays.wake();
  }
}
