package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A song that kills the program: a preloaded library raises a real SIGSEGV whenever that file is
 * opened, and the test restarts the program as a service manager does.
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
      reclass.set("LD_PRELOAD", crashLibrary().toString());
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
      assertThat(reclass.get("/api/health")).contains("\"watcher_proof\":\"proven\"");
    }
  }

  private static boolean isOver(Reclass reclass) throws IOException {
    JsonNode stats = JSON.readTree(reclass.get("/api/stats"));
    return stats.path("done").asInt() == GOOD && stats.path("failed").asInt() == 1;
  }

  /** A library that raises SIGSEGV when {@code poison.wav} is opened. */
  private Path crashLibrary() throws Exception {
    Path library = folder.resolve("crash.so");
    URL source = PoisonIT.class.getResource("/native/crash.cpp");
    boolean built = false;
    try {
      Process compiler =
          new ProcessBuilder(
                  "g++", "-shared", "-fPIC", "-o", library.toString(), source.getPath(), "-ldl")
              .start();
      built = compiler.waitFor() == 0;
    } catch (IOException notInstalled) {
      // reported below
    }
    Assumptions.assumeTrue(built, "SKIPPED: g++ cannot build a library here");
    return library;
  }
}
