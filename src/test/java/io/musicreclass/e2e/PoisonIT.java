package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A song that kills the program: a tracer sends it a real SIGSEGV whenever it opens that file, and
 * the test restarts it as a service manager does.
 */
class PoisonIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GOOD = 4;

  @TempDir private Path folder;

  @Test
  void theSongIsQuarantinedAfterTwoTrialsAloneAndAllOthersAreClassified() throws Exception {
    try (Reclass reclass = Reclass.in(folder).set("RECLASS_ENGINE_THREADS", "2")) {
      Path poison = Songs.write(reclass.inbox().resolve("1 poison.wav"), 0, 4);
      for (int i = 1; i <= GOOD; i++) {
        Songs.write(reclass.inbox().resolve(i + " good.wav"), i, 4);
      }
      assumeTraceable();
      reclass.crashingAt(poison, folder.resolve("trace"));
      int crashes = 0;
      reclass.launch();
      while (!isOver(reclass)) {
        if (reclass.process().waitFor(100, TimeUnit.MILLISECONDS)) {
          assertThat(++crashes).as("crashes").isLessThan(4);
          reclass.launch();
        }
      }
      assertThat(crashes).as("one in company, two alone").isEqualTo(3);
      assertThat(reclass.get("/api/tracks?state=failed"))
          .contains(
              "1 poison.wav",
              "the program crashed while decoding it, twice with no other song in progress");
      assertThat(reclass.command("why", poison.toString()).out()).contains("decoding it");
    }
  }

  private static boolean isOver(Reclass reclass) throws IOException {
    JsonNode stats = JSON.readTree(reclass.get("/api/stats"));
    return stats.path("done").asInt() == GOOD && stats.path("failed").asInt() == 1;
  }

  private static void assumeTraceable() throws Exception {
    boolean traceable = false;
    try {
      Process probe = new ProcessBuilder("strace", "-f", "-qq", "--seccomp-bpf", "true").start();
      traceable = probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException notInstalled) {
      // reported below
    }
    Assumptions.assumeTrue(traceable, "SKIPPED: strace cannot trace here");
  }
}
