package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Tmpfs;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Urgency;
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
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The ledger's disk fills up and is freed again. */
class DiskFullTest {
  @TempDir Path folder;
  private TestStages testStages;
  private final Problems problems = new Problems();
  private final ScriptedEngine engine = new ScriptedEngine();

  @BeforeEach
  void model() throws IOException {
    testStages = new TestStages(folder).encoder("mert", "one", TestStages.GENRES);
    var unused = engine.answers("one", 0.9, 0.1);
  }

  private Ledger open() {
    return Ledger.open(
        testStages.settings().home(), folder.resolve("backups"), Optional.empty(), problems);
  }

  private boolean isFull() {
    return problems.current().stream().anyMatch(text -> text.contains("disk is full"));
  }

  private Maintenance maintenance(Ledger ledger, Runnable onRecovered) {
    return new Maintenance(
        ledger, problems, Clock.systemUTC(), ZoneId.systemDefault(), onRecovered);
  }

  @Test
  void aDiskThatFillsDuringAClassificationIsAProblemAndLosesNoSong() throws Exception {
    SongFile song = SongFile.stat(testStages.song(1));
    try (Tmpfs disk = Tmpfs.mount(testStages.settings().home(), "800k");
        Ledger ledger = open();
        StageRunner stageRunner = testStages.stageRunner(engine)) {
      ledger.queue().arrive(song, Origin.INBOX);
      LiveEvents live = new LiveEvents();
      AtomicBoolean filled = new AtomicBoolean();
      live.listen(
          event -> {
            if (event instanceof LiveEvents.ProgressEvent.Opened && !filled.getAndSet(true)) {
              fill(disk); // the song is claimed and identified, and has no verdict yet
            }
          });
      Clock clock = Clock.systemUTC();
      EventPolicy eventPolicy =
          new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("n"), clock), clock);
      Pipeline pipeline =
          new Pipeline(
              ledger,
              stageRunner,
              eventPolicy,
              path -> false,
              clock,
              live,
              VoteFixture.retries(ledger),
              new TimedFileReader(),
              new StepNotes(folder),
              () -> {});
      try (Workers workers =
              new Workers(
                  1,
                  new QueuedSongs(ledger, ledger.queue()::claim, () -> Urgency.ANY),
                  pipeline::process,
                  () -> {},
                  path -> false,
                  Duration.ofSeconds(5),
                  problems,
                  System::nanoTime);
          Maintenance maintenance = maintenance(ledger, workers::wake)) {
        maintenance.start();
        workers.start();
        Eventually.holds("the full disk is reported", this::isFull);
        Thread.sleep(3000); // longer than the interval between two attempts
        assertThat(isFull()).as("reported as long as it lasts").isTrue();
        assertThat(state(ledger, song)).isNotEqualTo(FileState.DONE);
        disk.free();
        Eventually.holds("the song is classified", () -> state(ledger, song) == FileState.DONE);
        Eventually.holds("no problem is left", () -> problems.current().isEmpty());
        assertThat(ledger.outbox().count())
            .isEqualTo(eventPolicy.latestVerdict().isPresent() ? 3 : 0);
      }
    }
  }

  private static void fill(Tmpfs disk) {
    try {
      disk.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileState state(Ledger ledger, SongFile song) {
    return ledger.views().file(song.path()).map(FileRow::state).orElseThrow();
  }

  @Test
  void aDiskThatFillsDuringPublishingIsAProblemAndLosesNoMessage() throws Exception {
    try (Tmpfs disk = Tmpfs.mount(testStages.settings().home(), "800k");
        Mosquitto broker = Mosquitto.start(folder);
        Subscriber subscriber = broker.subscribe("subscriber", "reclass/n/#");
        Ledger ledger = open()) {
      addToOutbox(ledger, 40);
      disk.fill();
      try (Mqtt mqtt = new Mqtt(settings(broker.url()));
          OutboxRelays outboxRelays =
              new OutboxRelays(
                  ledger,
                  ConfiguredSinks.sending(mqtt, new Messages("n"), Clock.systemUTC()),
                  problems,
                  Clock.systemUTC());
          Maintenance maintenance = maintenance(ledger, outboxRelays::wake)) {
        maintenance.start();
        mqtt.start(outboxRelays::wake);
        outboxRelays.start();
        Eventually.holds("the full disk is reported", this::isFull);
        disk.free();
        Eventually.holds("the outbox is empty", () -> ledger.outbox().count() == 0);
        Eventually.holds("no problem is left", () -> problems.current().isEmpty());
        assertThat(subscriber.payloads("reclass/n/result")).contains("0", "39");
      }
    }
  }

  @Test
  void aPublishedMessageThatCannotBeRemovedIsRemovedLaterAndNotPublishedAgain() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber subscriber = broker.subscribe("subscriber", "reclass/n/#");
        Ledger ledger = open()) {
      addToOutbox(ledger, 3);
      sql("CREATE TRIGGER keep BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");
      try (Mqtt mqtt = new Mqtt(settings(broker.url()));
          OutboxRelays outboxRelays =
              new OutboxRelays(
                  ledger,
                  ConfiguredSinks.sending(mqtt, new Messages("n"), Clock.systemUTC()),
                  problems,
                  Clock.systemUTC())) {
        mqtt.start(outboxRelays::wake);
        outboxRelays.start();
        Eventually.holds(
            "all are published", () -> subscriber.payloads("reclass/n/result").size() == 3);
        Eventually.holds("a problem is reported", () -> !problems.current().isEmpty());
        assertThat(ledger.outbox().count()).isEqualTo(3);
        sql("DROP TRIGGER keep");
        Eventually.holds("the outbox is empty", () -> ledger.outbox().count() == 0);
        assertThat(subscriber.payloads("reclass/n/result")).as("each is published once").hasSize(3);
        Eventually.holds("no problem is left", () -> problems.current().isEmpty());
      }
    }
  }

  private static void addToOutbox(Ledger ledger, int messages) {
    ledger.reviews().openBatch(Origin.REVOTE);
    ledger
        .reviews()
        .closeBatch(
            Origin.REVOTE,
            IntStream.range(0, messages)
                .mapToObj(i -> new OutboxMessage("result", "" + i, false))
                .toList());
  }

  private void sql(String sql) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + testStages.settings().home().resolve("ledger.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static MqttSettings settings(String url) {
    Optional<String> none = Optional.empty();
    return new MqttSettings(
        url, "n", none, none, Optional.empty(), Optional.empty(), Optional.empty(), none);
  }
}
