package io.musicreclass.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.engine.EngineState.Building;
import io.musicreclass.engine.select.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {
  @TempDir private Path folder;

  @Test
  void withoutAGpuTheErrorIsOneLine() throws IOException {
    assumeThat(Engines.gpu().there()).as("a GPU is here").isFalse();
    Commands.Ran ran = new Commands(folder).run("model", "build");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualToIgnoringNewLines(
            "reclass: Nothing to build: no NVIDIA GPU found; networks run on the CPU with"
                + " reclass.engine.kind=auto or onnx");
  }

  @Test
  void anUnknownModelIsAUsageError() throws IOException {
    Commands.Ran ran = new Commands(folder).run("model", "build", "nothing");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("nothing: no such model (see reclass model list)");
  }

  @Test
  void theBarShowsNetworkShareAndTimeLeft() {
    Building third = new Building("mert-95m encoder", 1 / 3.0, Optional.of(Duration.ofSeconds(90)));
    assertThat(BuildCommand.BuildProgress.text(third))
        .isEqualTo("[#########.....................] 33 % of mert-95m encoder, 90 s left");
    assertThat(BuildCommand.BuildProgress.text(new Building("head", 0, Optional.empty())))
        .isEqualTo("[..............................] 0 % of head");
  }
}
