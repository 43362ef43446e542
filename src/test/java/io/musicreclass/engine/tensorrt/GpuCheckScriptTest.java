package io.musicreclass.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/gpu-check.sh} with a stand-in for Java: what it checks, keeps and says. */
class GpuCheckScriptTest {
  /** Answers as GpuCheck; the files beside it say what happens to which unit. */
  private static final String JAVA =
      """
      #!/bin/sh
      here=$(dirname "$0")
      case "$*" in
        *-version) echo '    java.specification.version = 17'; exit 0 ;;
        *GpuCheck\\ gpu) cat "$here/gpu"; exit "$(cat "$here/status")" ;;
      esac
      while [ "$1" != io.musicreclass.engine.tensorrt.GpuCheck ]; do shift; done
      unit=$5.$6
      [ "$3" != life ] || unit=life
      echo "$unit" >>"$here/checked"
      touch "$2/checkpoint"
      [ "$unit" != "$(cat "$here/kills" 2>/dev/null)" ] || { rm "$here/kills"; kill -9 $PPID; exit; }
      [ "$unit" != "$(cat "$here/crashes" 2>/dev/null)" ] || exit 134
      [ "$unit" != "$(cat "$here/fails" 2>/dev/null)" ] || { echo "FAIL  $unit differs"; exit 1; }
      [ "$unit" = life ] || echo "$unit beside $(cat "$4")"
      echo "PASS  $unit agrees"
      """;

  private static final String PYTHON =
      """
      #!/bin/sh
      case $1 in *gpu-peers.py) echo "$2 1 3.5 200" ;; esac
      """;

  @TempDir private Path folder;

  private record Ran(int status, List<String> lines) {}

  @BeforeEach
  void machine() throws IOException {
    program("java", JAVA);
    program("python", PYTHON);
    Files.writeString(folder.resolve("gpu"), "A GPU of 8 GB\n");
    Files.writeString(folder.resolve("status"), "0");
  }

  private void program(String name, String text) throws IOException {
    assertThat(Files.writeString(folder.resolve(name), text).toFile().setExecutable(true)).isTrue();
  }

  private void say(String file, String unit) throws IOException {
    Files.writeString(folder.resolve(file), unit);
  }

  private Ran run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder sh = new ProcessBuilder("sh", "deploy/gpu-check.sh");
    sh.command().addAll(List.of(arguments));
    sh.environment().put("GPU_CHECK_JAVA", folder.resolve("java").toString());
    sh.environment().put("GPU_CHECK_PYTHON", folder.resolve("python").toString());
    sh.environment().put("GPU_CHECK_PATH", "classes");
    sh.environment().put("GPU_CHECK_TRT", "bindings");
    sh.environment().put("GPU_CHECK_WORK", folder.resolve("work").toString());
    sh.environment().put("LD_LIBRARY_PATH", "/nowhere");
    Process process = sh.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output.lines().toList());
  }

  private List<String> checked() throws IOException {
    Path file = folder.resolve("checked");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void allNetworksAreCheckedInBothPrecisionsBesidePyTorch() throws Exception {
    Ran ran = run();
    assertThat(ran.status()).isZero();
    assertThat(checked())
        .containsExactly(
            "mn04.FP16",
            "mn04.FP32",
            "musicnn.FP16",
            "musicnn.FP32",
            "fma.FP16",
            "fma.FP32",
            "life",
            "mert95.FP16",
            "mert95.FP32",
            "vit.FP16",
            "vit.FP32",
            "mert330.FP16",
            "mert330.FP32");
    assertThat(ran.lines())
        .contains("A GPU of 8 GB", "mn04.FP16 beside mn04 1 3.5 200", "PASS  life agrees")
        .endsWith("PASS  all");
    assertThat(folder.resolve("work/mn04")).as("its gigabytes").doesNotExist();
  }

  @Test
  void aKilledRunGoesOnWhereItStopped() throws Exception {
    say("kills", "musicnn.FP16");
    assertThat(run("mn04", "musicnn").status()).isEqualTo(137);
    Ran ran = run("mn04", "musicnn");
    assertThat(ran.status()).isZero();
    assertThat(checked())
        .containsExactly("mn04.FP16", "mn04.FP32", "musicnn.FP16", "musicnn.FP16", "musicnn.FP32");
    assertThat(ran.lines())
        .contains("mn04.FP16 beside mn04 1 3.5 200", "PASS  mn04.FP16 agrees", "PASS  all");
  }

  @Test
  void whatFailedOrCrashedIsCheckedAgainAndTheRestIsKept() throws Exception {
    say("fails", "mn04.FP32");
    say("crashes", "fma.FP16");
    Ran ran = run("mn04", "fma");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.lines())
        .contains("FAIL  mn04.FP32 differs", "FAIL  fma.FP16: ended with status 134")
        .doesNotContain("PASS  all");
    say("fails", "");
    say("crashes", "");
    assertThat(run("mn04", "fma").status()).isZero();
    assertThat(checked())
        .containsExactly("mn04.FP16", "mn04.FP32", "fma.FP16", "fma.FP32", "mn04.FP32", "fma.FP16");
  }

  @Test
  void resultsOfAnotherGpuAreNotKept() throws Exception {
    assertThat(run("fma").status()).isZero();
    say("gpu", "Another GPU\n");
    assertThat(run("fma").status()).isZero();
    assertThat(checked()).containsExactly("fma.FP16", "fma.FP32", "fma.FP16", "fma.FP32");
  }

  @Test
  void whenTheTimeIsUpItSaysWhatIsLeft() throws Exception {
    assertThat(run("mn04").status()).isZero();
    Ran ran = run("--minutes", "0", "mn04", "life");
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.lines())
        .contains("PASS  mn04.FP16 agrees")
        .endsWith("SKIP  life: out of time; the same command goes on with it");
  }

  @Test
  void withoutAGpuItSkipsAndSaysWhy() throws Exception {
    say("gpu", "SKIP  No NVIDIA GPU found\n");
    say("status", "2");
    Ran ran = run();
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.lines())
        .containsExactly("SKIP  No NVIDIA GPU found", "FAIL  nothing was checked");
  }

  @Test
  void anUnknownNetworkIsReported() throws Exception {
    Ran ran = run("resnet");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.lines()).singleElement().asString().contains("unknown network resnet: use mn04");
  }
}
