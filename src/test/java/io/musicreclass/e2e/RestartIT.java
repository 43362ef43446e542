package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart neither opens nor publishes known files again. */
class RestartIT {
  private static final int FILES = 10_000;
  private static final int SONGS = 100;

  @TempDir private Path folder;

  @Test
  void aRestartWithTenThousandKnownFilesOpensNoneAndPublishesNothing() throws Exception {
    Mosquitto.assumeInstalled();
    Assumptions.assumeTrue(installed("strace"), "SKIPPED: strace is not installed");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url())) {
      for (int i = 0; i < FILES; i++) {
        Path file = reclass.inbox().resolve("file-" + i + ".wav");
        if (i < SONGS) {
          Songs.write(file, i, 2);
        } else {
          Files.writeString(file, "no song " + i);
        }
      }
      reclass.start();
      reclass.await(
          "all files are known",
          () -> {
            String stats = reclass.get("/api/stats");
            return stats.contains("\"done\":" + SONGS + ",")
                && stats.contains("\"failed\":" + (FILES - SONGS) + ",");
          });
      reclass.await(
          "all messages are acknowledged", () -> reclass.get("/q/metrics").contains("owed 0.0"));
      reclass.stop();

      try (Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/#")) {
        Path trace = folder.resolve("trace");
        reclass.traced(trace).start();
        reclass.await("all files were examined", () -> examined(trace) >= FILES);
        Songs.write(reclass.inbox().resolve("new.wav"), 5000, 2);
        subscriber.await(m -> m.topic().endsWith("/result"));
        reclass.stop();
        long opened;
        try (var lines = Files.lines(trace)) {
          opened = lines.filter(l -> l.contains("open") && l.contains("/inbox/file-")).count();
        }
        System.out.println("restart over " + FILES + " known files: " + opened + " opened");
        assertThat(opened).isZero();
        assertThat(subscriber.payloads("reclass/test/result"))
            .singleElement()
            .asString()
            .contains("new.wav");
        assertThat(subscriber.payloads("reclass/test/event")).hasSize(1);
      }
    }
  }

  /** How many of the files have been examined so far. */
  private static long examined(Path trace) {
    try (var lines = Files.lines(trace)) {
      return lines.filter(l -> l.contains("/inbox/file-") && l.contains("stat")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean installed(String program) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(place, program))) {
        return true;
      }
    }
    return false;
  }
}
