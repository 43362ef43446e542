package io.musicreclass.publish.sinks;

import io.musicreclass.notify.Sink;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.mqtt.MqttSink;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configured sinks. A new output is a class that implements {@link Sink}, listed here. */
public final class ConfiguredSinks {
  private ConfiguredSinks() {}

  /** Sinks that also send, for the daemon. */
  public static List<Sink> sending(Mqtt mqtt, Messages messages, Clock clock) {
    return of(mqtt, messages, clock);
  }

  /** Sinks that only produce messages, for programs that leave sending to the daemon. */
  public static List<Sink> offline(Messages messages, Clock clock) {
    return of(null, messages, clock);
  }

  private static List<Sink> of(@Nullable Mqtt mqtt, Messages messages, Clock clock) {
    return List.of(new MqttSink(mqtt, messages, clock));
  }
}
