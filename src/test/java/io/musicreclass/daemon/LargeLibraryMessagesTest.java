package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.notify.OutboxRelays;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.testing.MemoryTempDir;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages about a large library, counted at a real broker. */
class LargeLibraryMessagesTest {
  private static final int SONGS = 10_000;
  private static final long SONG_MS = 100;

  @TempDir private Path folder;

  @TempDir(factory = MemoryTempDir.class)
  private Path home;

  @Test
  void tenThousandSongsOfALibraryCauseOneEventAndFewUpdates() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber subscriber = broker.subscribe("home", "reclass/n/#");
        Ledger ledger = Ledger.open(this.home);
        Mqtt mqtt = new Mqtt(settings(broker.url()));
        OutboxRelays outboxRelays =
            new OutboxRelays(
                ledger,
                ConfiguredSinks.sending(mqtt, new Messages("n"), Clock.systemUTC()),
                new Problems(),
                Clock.systemUTC())) {
      mqtt.start(outboxRelays::wake);
      outboxRelays.start();
      classifyLibrary(ledger, outboxRelays);
      Eventually.holds("everything is published", () -> ledger.outbox().count() == 0);
      Eventually.holds(
          "the event has arrived", () -> subscriber.payloads("reclass/n/event").size() == 1);

      assertThat(subscriber.payloads("reclass/n/result")).hasSize(SONGS);
      assertThat(subscriber.payloads("reclass/n/event").get(0))
          .contains("\"event_type\":\"batch_done\"", "\"done\":" + SONGS);
      long seconds = SONGS * SONG_MS / 1000;
      assertThat(subscriber.payloads("reclass/n/last").size())
          .as("at most one in ten seconds")
          .isBetween(2, (int) (seconds / 10 + 1));
      assertThat(subscriber.messages().size()).isLessThan(SONGS + (int) (seconds / 10) + 5);
    }
  }

  private static void classifyLibrary(Ledger ledger, OutboxRelays outboxRelays) {
    ManualClock clock = new ManualClock();
    EventPolicy eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("n"), clock), clock);
    List<SongFile> files =
        IntStream.range(0, SONGS)
            .mapToObj(i -> new SongFile(Path.of("/library/" + i + ".mp3"), i + 1, 1000, 1))
            .toList();
    ledger.queue().arriveAll(files, Origin.LIBRARY);
    for (Optional<Job> job = ledger.queue().claim();
        job.isPresent();
        job = ledger.queue().claim()) {
      clock.now = clock.now.plusMillis(SONG_MS);
      try (Attempt attempt = new Attempt(job.get(), ledger, eventPolicy, path -> false)) {
        TrackId id = new TrackId("sha256:%064x".formatted(job.get().file().inode()));
        ledger.tracks().identify(job.get(), id, 200, "mp3", 44_100, 2, SongTags.NONE);
        attempt.decided(track(id, job.get(), clock.now), "");
      }
      outboxRelays.wake();
    }
  }

  private static ClassifiedTrack track(TrackId id, Job job, Instant at) {
    Verdict.Vote vote = new Verdict.Vote("fma", "m", "Jazz", 0.5, 1, 20, Map.of("Jazz", 0.5));
    Verdict.Decided unsure =
        new Verdict.Decided("Jazz", 0.5, false, 1, "top1", Map.of("Jazz", 0.5), List.of(vote));
    return new ClassifiedTrack(id, job.path(), job.origin(), unsure, 200, 10, 30, at);
  }

  private static MqttSettings settings(String url) {
    Optional<String> none = Optional.empty();
    return new MqttSettings(
        url, "n", none, none, Optional.empty(), Optional.empty(), Optional.empty(), none);
  }
}
