package io.musicreclass.engine.tensorrt.probe;

import static io.musicreclass.engine.tensorrt.probe.BindingSet.CUDA12;
import static io.musicreclass.engine.tensorrt.probe.BindingSet.CUDA13;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuProbeTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String ORIN =
      "{\"problem\":null,\"info\":{\"tensorrt\":\"10.3.0\",\"cuda\":\"12.6\",\"driver\":\"12.6\","
          + "\"gpu\":\"Orin\",\"capability\":\"8.7\",\"memory\":7990000000}}";

  @TempDir Path root;

  private static GpuReport look(FakeMachine machine, Duration patience, String script) {
    return look(machine, patience, line -> script);
  }

  private static GpuReport look(
      FakeMachine machine, Duration patience, Function<BindingSet, String> script) {
    return new GpuProbe(
            machine.machine(), line -> List.of("/bin/sh", "-c", script.apply(line)), patience)
        .run();
  }

  private String problem(Duration patience, String script) {
    GpuReport report = look(FakeMachine.whole(root, CUDA12), patience, script);
    assertThat(report).isInstanceOf(GpuReport.Unusable.class);
    return ((GpuReport.Unusable) report).problems().get(0);
  }

  @Test
  void withoutADeviceNodeNoChildIsStarted() {
    GpuReport report =
        look(
            new FakeMachine(root),
            LONG,
            line -> {
              throw new AssertionError("started");
            });
    assertThat(report).isEqualTo(new GpuReport.Absent());
  }

  @Test
  void whatIsMissingIsReportedWithoutAChildProcess() {
    GpuReport report =
        look(
            new FakeMachine(root).with("dev/nvidia0"),
            LONG,
            line -> {
              throw new AssertionError("started");
            });
    assertThat(((GpuReport.Unusable) report).problems())
        .anyMatch(p -> p.contains("libnvinfer.so.10 is missing: install libnvinfer10"));
  }

  @Test
  void aSuccessfulChildReportsVersionsAndBindings() {
    GpuReport report =
        look(
            FakeMachine.whole(root, CUDA12),
            LONG,
            "echo '[TRT] a library that talks'; echo '" + ORIN + "'");
    assertThat(report).isInstanceOf(GpuReport.Usable.class);
    GpuReport.Usable usable = (GpuReport.Usable) report;
    assertThat(usable.line()).isEqualTo(CUDA12);
    assertThat(usable.text())
        .isEqualTo(
            "Orin (compute capability 8.7, 7619 MB), TensorRT 10.3.0 (bindings for 10.6), CUDA"
                + " 12.6, driver for 12.6");
  }

  @Test
  void ifOneSetOfBindingsFailsTheOtherIsTried() {
    GpuReport report =
        look(
            FakeMachine.whole(root, CUDA12).and(CUDA13),
            LONG,
            line -> line == CUDA12 ? "kill -ABRT $$" : "echo '" + ORIN + "'");
    assertThat(report)
        .isInstanceOfSatisfying(
            GpuReport.Usable.class, usable -> assertThat(usable.line()).isEqualTo(CUDA13));
  }

  @Test
  void theChildsOwnProblemIsReported() {
    assertThat(problem(LONG, "echo '{\"problem\":\"The driver sees no GPU\",\"info\":null}'"))
        .isEqualTo("with CUDA 12: The driver sees no GPU");
  }

  @ParameterizedTest
  @CsvSource({
    "ABRT, 'was killed by signal 6, abort'",
    "SEGV, 'was killed by signal 11, segmentation fault'",
    "BUS, 'was killed by signal 7, bus error'",
    "KILL, 'was killed by signal 9, killed: perhaps by the kernel for lack of memory'"
  })
  void aKilledChildIsReportedClearly(String signal, String message) {
    assertThat(problem(LONG, "echo 'terminate called' >&2; kill -" + signal + " $$"))
        .contains(message)
        .contains("(terminate called)")
        .contains("are the driver, CUDA and TensorRT compatible?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "kill -ABRT $$"})
  void aCrashOfTheJvmNamesTheSignalAndTheLibrary(String end) {
    assertThat(
            problem(
                LONG,
                "echo '#  SIGSEGV (0xb) at pc=0x00007ff4edb7865c, pid=24278, tid=24280';"
                    + " echo '# C  [libnvinfer.so.10+0x24ef2b0]'; echo '#';"
                    + " echo '# CreateCoredumpOnCrash turned off, no core file dumped'; "
                    + end))
        .contains("the probe crashed with SIGSEGV (# C  [libnvinfer.so.10+0x24ef2b0])");
  }

  @Test
  void aChildThatHangsIsStopped() throws Exception {
    Path pid = root.resolve("pid");
    assertThat(problem(Duration.ofSeconds(2), "echo $$ > " + pid + "; sleep 600; true"))
        .contains("did not answer within 2 s");
    long child = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'echo garbage', garbage", "'echo {broken', {broken", "'printf \\377\\376', ''"})
  void invalidOutputIsReportedClearly(String script, String quoted) {
    assertThat(problem(LONG, script)).contains("gave no valid answer").contains(quoted);
  }

  @Test
  void anAnswerBeforeACrashDoesNotCount() {
    assertThat(problem(LONG, "echo '" + ORIN + "'; kill -SEGV $$")).contains("signal 11");
  }

  @Test
  void aFailedChildIsReportedWithItsLastLine() {
    assertThat(problem(LONG, "echo 'Error: could not find main class' >&2; exit 1"))
        .contains("ended with status 1 (Error: could not find main class)");
  }

  @Test
  void aCommandThatDoesNotExistIsAProblem() {
    GpuReport report =
        new GpuProbe(
                FakeMachine.whole(root, CUDA12).machine(), line -> List.of("/nowhere/java"), LONG)
            .run();
    assertThat(((GpuReport.Unusable) report).problems().get(0)).contains("cannot start");
  }

  @Test
  void theRealChildAnswersEvenWhereNothingIsInstalled() {
    GpuReport report =
        new GpuProbe(FakeMachine.whole(root, CUDA12).machine(), ProbeProcess::command, LONG).run();
    assertThat(report)
        .satisfiesAnyOf(
            r -> assertThat(r).isInstanceOf(GpuReport.Usable.class),
            r ->
                assertThat(((GpuReport.Unusable) r).problems().get(0))
                    .startsWith("with CUDA 12: ")
                    .doesNotContain("valid answer"));
  }
}
