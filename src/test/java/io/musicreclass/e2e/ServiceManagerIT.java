package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.systemd.LocalDatagrams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as systemd runs it. */
class ServiceManagerIT {
  @TempDir private Path folder;

  @Test
  void systemdIsToldWhatHappensAndAStopInMidSongIsClean() throws Exception {
    String socket = folder.resolve("notify").toString();
    try (LocalDatagrams received = new LocalDatagrams(socket);
        Reclass reclass =
            Reclass.in(folder)
                .set("NOTIFY_SOCKET", socket)
                .set("WATCHDOG_USEC", "6000000")
                .set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9")) {
      reclass.start();
      reclass.await("ready is told", () -> received.lines().contains("READY=1"));
      reclass.await("the watchdog is fed", () -> received.lines().contains("WATCHDOG=1"));
      assertThat(received.lines()).anyMatch(line -> line.startsWith("STATUS=Idle: 0 classified"));

      hangUp(reclass);
      reclass.await(
          "the reload is framed",
          () ->
              received.lines().contains("RELOADING=1")
                  && received.lines().lastIndexOf("READY=1")
                      > received.lines().indexOf("RELOADING=1"));
      assertThat(reclass.process().isAlive()).isTrue();
      assertThat(Files.readString(reclass.log())).contains("Reloaded: ");

      for (int i = 0; i < 20; i++) {
        Songs.write(reclass.inbox().resolve(i + ".wav"), i, 60);
      }
      reclass.await(
          "songs are classified", () -> !reclass.get("/api/stats").contains("\"done\":0,"));
      long start = System.nanoTime();
      assertThat(reclass.stop()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(received.lines()).contains("STOPPING=1");
      assertThat(Files.readString(reclass.log())).doesNotContain("ERROR");
    }
  }

  private static void hangUp(Reclass reclass) throws Exception {
    Process kill = new ProcessBuilder("kill", "-HUP", "" + reclass.process().pid()).start();
    assertThat(kill.waitFor()).isZero();
  }
}
