package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.cluster.SharedSecret;
import io.musicreclass.cluster.SleepingWorker;
import io.musicreclass.cluster.WorkerNode;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.library.Library;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.testing.MemoryTempDir;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestMqttConfig;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner, its workers and a real broker; networks sleep instead of computing. */
class SeveralMachinesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ID = Pattern.compile("\"id\":\"(sha256:[0-9a-f]+)\"");

  @TempDir(factory = MemoryTempDir.class)
  private Path folder;

  private final List<Process> processes = new ArrayList<>();
  private Mosquitto broker;
  private TestStages stages;

  @BeforeEach
  void brokerAndModels() throws IOException {
    Mosquitto.assumeInstalled();
    broker = Mosquitto.start(Files.createDirectories(folder.resolve("broker")));
    stages =
        new TestStages(folder)
            .encoder("mert", "two", TestStages.GENRES)
            .set("reclass.engine.threads", "1")
            .set("reclass.library.paths", folder.resolve("songs").toString())
            .set("reclass.workers.enabled", "true")
            .set("reclass.workers.lease", "1500ms");
    Files.createDirectories(folder.resolve("songs"));
    Decoder.warmUp();
  }

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
    broker.close();
  }

  /** An owner with its database. */
  private final class Owner implements AutoCloseable {
    private final Closer closer = new Closer();
    private final Ledger ledger;
    private final WorkerServices services;

    Owner(int millis) {
      Settings settings = stages.settings();
      ScriptedEngine engine =
          new ScriptedEngine().answers("two", 0.75, 0.25).onRun("two", () -> sleep(millis));
      Clock clock = Clock.systemUTC();
      Problems problems = new Problems();
      ledger = closer.add(Ledger.open(settings.home()));
      StageRunner stageRunner = closer.add(StageRunner.load(settings, engine));
      EventPolicy policy =
          new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("nas"), clock), clock);
      DaemonContext context =
          new DaemonContext(
              closer, settings, ledger, stageRunner, policy, problems, new LiveEvents(), clock);
      Library library = closer.add(new Library(settings, ledger, policy, problems, clock));
      services =
          new WorkerServices(
              context,
              library,
              closer.add(new StepNotes(settings.home())),
              MqttSettings.of(TestMqttConfig.of("url", broker.url(), "node", "nas"), folder),
              () -> {});
    }

    void queue(int first, int count) throws IOException {
      List<SongFile> files = new ArrayList<>();
      for (int i = first; i < first + count; i++) {
        files.add(SongFile.stat(song(i)));
      }
      var unused = ledger.queue().arriveAll(files, Origin.LIBRARY);
    }

    int done() {
      return ledger.views().stats().files(FileState.DONE);
    }

    void await(int songs) {
      boolean reached = Eventually.within(PATIENCE, () -> done() >= songs);
      assertThat(reached).as("%s", ledger.views().stats()).isTrue();
    }

    void awaitWorkers(int count) {
      assertThat(Eventually.within(PATIENCE, () -> services.others().size() == count)).isTrue();
    }

    @Override
    public void close() {
      closer.close();
    }
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A second of a low tone; each number gives another. */
  private Path song(int number) {
    float[] samples = new float[22_050];
    double step = 2 * Math.PI * (200 + 10 * (number % 100)) / samples.length;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) ((0.2 + Math.floorDiv(number, 100) * 0.1) * Math.sin(step * i));
    }
    Path file = folder.resolve("songs").resolve("song-" + number + ".wav");
    return TestAudio.wav(file, samples.length, 1, 16, samples);
  }

  private SharedSecret secret() throws IOException {
    return SharedSecret.ofInvitation(
        SharedSecret.ofOwner(stages.settings().home(), "nas").invitation());
  }

  private Process worker(String name, int millis) throws IOException {
    Path invitation = folder.resolve("invitation");
    Files.writeString(invitation, secret().invitation());
    Files.setPosixFilePermissions(invitation, PosixFilePermissions.fromString("rw-------"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SleepingWorker.class.getName(),
                broker.url(),
                invitation.toString(),
                folder.toString(),
                name,
                Integer.toString(millis))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private static void signal(String signal, Process process)
      throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", signal, "" + process.pid()).start().waitFor()).isZero();
  }

  @Test
  void everySongHasExactlyOneVerdictWhateverDies() throws IOException, InterruptedException {
    int songs = 300;
    try (Owner owner = new Owner(60)) {
      owner.queue(0, songs);
      Process killed = worker("killed", 20);
      Process paused = worker("paused", 20);
      owner.services.pause(true);
      owner.services.start();
      owner.awaitWorkers(2);
      owner.services.pause(false);
      owner.await(60);
      assertThat(owner.services.others()).allMatch(worker -> worker.stages().contains("mert"));
      signal("-KILL", killed);
      owner.await(90);
      signal("-STOP", paused);
      broker.restart();
      sleep(2500); // beyond its lease
      int before = owner.done();
      signal("-CONT", paused);
      owner.await(songs);
      System.out.printf(
          "killed at 60, paused at 90, resumed at %d, workers at the end %s%n",
          before, owner.services.others());
      assertThat(before).isLessThan(songs);
      List<String> ids =
          owner.ledger.outbox().pending("mqtt", 0, Integer.MAX_VALUE).stream()
              .map(row -> row.message())
              .filter(message -> message.topic().equals("result"))
              .map(OutboxMessage::payload)
              .map(SeveralMachinesTest::id)
              .toList();
      assertThat(ids).hasSize(songs).doesNotHaveDuplicates();
      assertThat(owner.ledger.views().stats().tracks()).isEqualTo(songs);
      assertThat(owner.ledger.views().stats().files(FileState.DONE)).isEqualTo(songs);
    }
  }

  private static String id(String json) {
    var matcher = ID.matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }

  @Test
  void twoMachinesTakeAboutHalfTheTimeOfOne() throws IOException {
    int songs = 40;
    int millis = 150;
    int warmUp = 5;
    try (Owner owner = new Owner(millis)) {
      owner.queue(2 * songs, warmUp);
      owner.services.start();
      owner.await(warmUp);
      owner.queue(0, songs);
      long start = System.nanoTime();
      owner.services.songsQueued();
      owner.await(warmUp + songs);
      double alone = (System.nanoTime() - start) / 1e9;
      try (WorkerNode worker =
          SleepingWorker.create(broker.url(), secret(), stages.settings(), "helper", millis)) {
        worker.start();
        owner.awaitWorkers(1);
        owner.queue(songs, songs);
        start = System.nanoTime();
        owner.services.songsQueued();
        owner.await(warmUp + 2 * songs);
        double both = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "%d songs: one machine %.2f s, two %.2f s, ratio %.2f%n",
            songs, alone, both, alone / both);
        assertThat(worker.songs()).isGreaterThan(songs / 3);
        assertThat(alone / both).isGreaterThanOrEqualTo(1.7);
      }
    }
  }
}
