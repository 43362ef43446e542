package io.musicreclass.daemon;

import io.musicreclass.notify.OutboxRelays;
import io.musicreclass.notify.Sink;
import io.musicreclass.options.AnnouncedId;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.playback.Covers;
import io.musicreclass.playback.Playback;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.spectrogram.Spectrogram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The MQTT connection, the relays that send the outbox, and the commands received. */
final class BrokerServices {
  private final DaemonContext context;
  private final Mqtt mqtt;
  private final MqttSettings settings;
  private final OutboxRelays outboxRelays;
  private final LastSongImage image;

  BrokerServices(
      DaemonContext context,
      Mqtt mqtt,
      MqttSettings settings,
      List<Sink> sinks,
      Covers covers,
      Playback playback) {
    this.context = context;
    this.settings = settings;
    this.mqtt = context.closer().add(mqtt);
    outboxRelays =
        context
            .closer()
            .add(new OutboxRelays(context.ledger(), sinks, context.problems(), context.clock()));
    image =
        context
            .closer()
            .add(
                new LastSongImage(
                    context.eventPolicy()::latestVerdict,
                    covers::png,
                    id -> playback.read(id, BrokerServices::spectrogram),
                    mqtt::announceImage,
                    context.clock()));
  }

  private static Optional<byte[]> spectrogram(Path file) {
    return Spectrogram.of(file) instanceof Spectrogram.Outcome.Computed computed
        ? Optional.of(computed.spectrogram().png())
        : Optional.empty();
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
        NodeTopics.LAST, () -> context.eventPolicy().latestVerdict().map(messages::verdict));
    AnnouncedId announcedId = new AnnouncedId(context.ledger(), settings.node());
    mqtt.discoveryId(announcedId.current(), announcedId::set);
    mqtt.announceDevice(device);
  }

  void start() {
    mqtt.start(outboxRelays::wake);
    outboxRelays.start();
    wake();
  }

  /** The outbox may have new messages. */
  void wake() {
    outboxRelays.wake();
    if (settings.discovery().isPresent()) {
      image.wake();
    }
  }
}
