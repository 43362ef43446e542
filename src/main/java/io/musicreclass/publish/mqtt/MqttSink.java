package io.musicreclass.publish.mqtt;

import io.musicreclass.notify.Event;
import io.musicreclass.notify.Sink;
import io.musicreclass.publish.Messages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Publishes events to the MQTT broker: the topics {@code result}, {@code last}, {@code event}. */
public final class MqttSink implements Sink {
  /**
   * Minimum time between two {@code last} messages, which are for display. Exempt are songs of the
   * inbox, and news of the song that is shown, such as its correction.
   */
  private static final Duration LAST_INTERVAL = Duration.ofSeconds(10);

  private final @Nullable Mqtt mqtt;
  private final Messages messages;
  private final Clock clock;
  private Instant latest = Instant.MIN; // guarded by this
  private @Nullable TrackId shown; // guarded by this

  /**
   * A sink that publishes over a connection.
   *
   * @param mqtt null if the sink only produces messages and another process sends them
   */
  public MqttSink(@Nullable Mqtt mqtt, Messages messages, Clock clock) {
    this.mqtt = mqtt;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public String name() {
    return OutboxMessage.MQTT;
  }

  @Override
  public List<OutboxMessage> messages(Event event) {
    if (event instanceof Event.Classified classified) {
      return classified(classified.track());
    }
    if (event instanceof Event.Corrected corrected) {
      return classified(corrected.track());
    }
    if (event instanceof Event.Revoted revoted) {
      return messages.classified(revoted.track(), false);
    }
    if (event instanceof Event.RevoteEnded ended) {
      return isLastDue(ended.newest()) ? List.of(messages.last(ended.newest())) : List.of();
    }
    if (event instanceof Event.Failed failed) {
      return messages.failed(
          failed.path(),
          failed.origin(),
          failed.reason().reason(),
          failed.reason().remedy(),
          failed.at());
    }
    if (event instanceof Event.Duplicate duplicate) {
      return messages.duplicate(
          duplicate.path(),
          duplicate.origin(),
          duplicate.original(),
          duplicate.id(),
          duplicate.genre().orElse(null),
          duplicate.at());
    }
    Event.BatchDone done = (Event.BatchDone) event;
    return List.of(messages.batchDone(done.batch(), done.at()));
  }

  private List<OutboxMessage> classified(ClassifiedTrack track) {
    return messages.classified(track, isLastDue(track));
  }

  private synchronized boolean isLastDue(ClassifiedTrack track) {
    Instant now = clock.instant();
    boolean exempt = track.origin() == Origin.INBOX || track.id().equals(shown);
    if (!exempt && now.isBefore(latest.plus(LAST_INTERVAL))) {
      return false;
    }
    latest = now;
    shown = track.id();
    return true;
  }

  @Override
  public CompletableFuture<Void> send(OutboxMessage message) {
    return mqtt == null
        ? CompletableFuture.failedFuture(new NotConnectedException("Not connected"))
        : mqtt.publish(message);
  }

  @Override
  public boolean isAvailable() {
    return mqtt != null && mqtt.connected();
  }

  @Override
  public int maxInFlight() {
    return Mqtt.MAX_IN_FLIGHT;
  }

  /** None: the connection has its own delay before reconnecting. */
  @Override
  public Duration retryDelay(int failures) {
    return Duration.ZERO;
  }
}
