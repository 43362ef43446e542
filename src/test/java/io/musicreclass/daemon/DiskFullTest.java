package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Tmpfs;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
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
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.Studio;
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

/** The ledger's disk is full, and then it is not. */
class DiskFullTest {
  @TempDir Path folder;
  private Studio studio;
  private final Problems problems = new Problems();
  private final ScriptedEngine engine = new ScriptedEngine();

  @BeforeEach
  void model() throws IOException {
    studio = new Studio(folder).encoder("mert", "one", Studio.GENRES);
    var unused = engine.says("one", 0.9, 0.1);
  }

  private Ledger open() {
    return Ledger.open(
        studio.setup().home(), folder.resolve("backups"), Optional.empty(), problems);
  }

  private boolean isFull() {
    return problems.current().stream().anyMatch(text -> text.contains("disk is full"));
  }

  private Maintenance maintenance(Ledger ledger, Runnable recovered) {
    return new Maintenance(ledger, problems, Clock.systemUTC(), ZoneId.systemDefault(), recovered);
  }

  @Test
  void aDiskThatFillsWhileASongIsClassifiedIsAProblemAndCostsNoSong() throws Exception {
    SongFile song = SongFile.stat(studio.song(1));
    try (Tmpfs disk = Tmpfs.mount(studio.setup().home(), "800k");
        Ledger ledger = open();
        StageRunner stageRunner = studio.jury(engine)) {
      ledger.queue().arrive(song, Origin.INBOX);
      LiveEvents live = new LiveEvents();
      AtomicBoolean filled = new AtomicBoolean();
      live.listen(
          moment -> {
            if (moment instanceof LiveEvents.ProgressEvent.Opened && !filled.getAndSet(true)) {
              fill(disk); // it is claimed and known, and has no verdict yet
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
              Hall.retries(ledger),
              () -> {});
      try (Workers workers =
              new Workers(
                  1,
                  new QueuedSongs(ledger, ledger.queue()::claim),
                  pipeline::process,
                  () -> {},
                  path -> false,
                  Duration.ofSeconds(5),
                  problems);
          Maintenance maintenance = maintenance(ledger, workers::wake)) {
        maintenance.start();
        workers.start();
        Eventually.holds("the disk is named", this::isFull);
        Thread.sleep(3000); // longer than from one trial to the next
        assertThat(isFull()).as("it is named while it lasts").isTrue();
        assertThat(state(ledger, song)).isNotEqualTo(FileState.DONE);
        disk.free();
        Eventually.holds("it is classified", () -> state(ledger, song) == FileState.DONE);
        Eventually.holds("nothing is wrong", () -> problems.current().isEmpty());
        assertThat(ledger.outbox().count()).isEqualTo(eventPolicy.standing().isPresent() ? 3 : 0);
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
  void aDiskThatFillsWhileLettersArePublishedIsAProblemAndLosesNone() throws Exception {
    try (Tmpfs disk = Tmpfs.mount(studio.setup().home(), "800k");
        Mosquitto broker = Mosquitto.start(folder);
        Subscriber world = broker.subscribe("world", "reclass/n/#");
        Ledger ledger = open()) {
      post(ledger, 40);
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
        Eventually.holds("the disk is named", this::isFull);
        disk.free();
        Eventually.holds("all is crossed off", () -> ledger.outbox().count() == 0);
        Eventually.holds("nothing is wrong", () -> problems.current().isEmpty());
        assertThat(world.payloads("reclass/n/result")).contains("0", "39");
      }
    }
  }

  @Test
  void aLetterWhoseCrossingOffFailedIsCrossedOffWithoutAReconnect() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber world = broker.subscribe("world", "reclass/n/#");
        Ledger ledger = open()) {
      post(ledger, 3);
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
        Eventually.holds("all are told", () -> world.payloads("reclass/n/result").size() == 3);
        Eventually.holds("it is a problem", () -> !problems.current().isEmpty());
        assertThat(ledger.outbox().count()).isEqualTo(3);
        sql("DROP TRIGGER keep");
        Eventually.holds("all is crossed off", () -> ledger.outbox().count() == 0);
        assertThat(world.payloads("reclass/n/result")).as("each is told once").hasSize(3);
        Eventually.holds("nothing is wrong", () -> problems.current().isEmpty());
      }
    }
  }

  private static void post(Ledger ledger, int letters) {
    ledger.reviews().openBatch(Origin.REVOTE);
    ledger
        .reviews()
        .closeBatch(
            Origin.REVOTE,
            IntStream.range(0, letters)
                .mapToObj(i -> new OutboxMessage("result", "" + i, false))
                .toList());
  }

  private void sql(String sql) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + studio.setup().home().resolve("ledger.db"));
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
