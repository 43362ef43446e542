package io.musicreclass.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.engine.EngineState.Building;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.ScriptedDevice;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorRtEngineTest {
  private static final float[] INPUT = {1, 1, 1};
  private static final float[] OUTPUT = {1, 2, 3};

  @TempDir private Path root;
  private final ScriptedDevice device = new ScriptedDevice();
  private final List<TensorRtEngine> engines = new ArrayList<>();
  private ModelPackage model;

  @BeforeEach
  void write() throws IOException {
    model = TinyModel.write(root);
  }

  @AfterEach
  void close() {
    device.gate.countDown();
    engines.forEach(TensorRtEngine::close);
  }

  private TensorRtEngine engine(ScriptedDevice on, Precision precision, boolean builds) {
    TensorRtEngine engine =
        new TensorRtEngine(
            on,
            new OnnxEngine(1),
            root.resolve("models/trt"),
            precision,
            builds,
            Clock.systemUTC());
    engines.add(engine);
    return engine;
  }

  private TensorRtEngine engine() {
    return engine(device, Precision.FP16, true);
  }

  /** An engine for which everything was compiled before. */
  private TensorRtEngine prepared() throws IOException {
    TensorRtEngine engine = engine();
    var unused = engine.prepare(model, news -> {});
    device.built.clear();
    device.loaded.clear();
    return engine;
  }

  private List<String> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("models/trt/tiny"))) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(suffix)).toList();
    }
  }

  /** Waits for another thread, a minute at most. */
  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("timed out").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** Whether builds and checks have ended, and one network is on the GPU. */
  private static boolean isOnGpu(TensorRtEngine engine, ScriptedDevice on) {
    return on.open.get() == 1 && engine.state().building().isEmpty();
  }

  @Test
  void theNetworkRunsOnTheCpuUntilItsEngineHasPassed() throws IOException {
    device.gate = new CountDownLatch(1);
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(device.open).hasValue(0);
      until(() -> engine.state().building().isPresent());
      Building building = engine.state().building().orElseThrow();
      assertThat(building.network()).isEqualTo("tiny encoder, fp16");
      device.gate.countDown();
      until(() -> isOnGpu(engine, device));
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(engine.state().problems()).isEmpty();
      assertThat(engine.state().gpu()).isEqualTo("Orin");
    }
    assertThat(device.open).hasValue(0);
    assertThat(device.built).containsExactly("encoder.fp16.onnx");
  }

  @Test
  void aCompiledEngineIsLoadedAtOnce() throws IOException {
    prepared();
    ScriptedDevice next = new ScriptedDevice();
    TensorRtEngine engine = engine(next, Precision.FP16, true);
    try (Network encoder = engine.encoder(model);
        Network head = engine.head(model)) {
      assertThat(next.open).hasValue(2);
      assertThat(encoder.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(head.run(INPUT, 1, 3)).containsExactly(1, 2);
      assertThat(encoder.inputShape()).containsExactly(-1L, 3L);
      assertThat(head.outputShape()).containsExactly(-1L, 2L);
    }
    assertThat(next.built).isEmpty();
  }

  @Test
  void aHeadOfTreesRunsOnTheCpuAndIsNoProblem() throws IOException {
    OnnxGraph graph = new OnnxGraph("head");
    String scaled =
        graph
            .mlNode("Scaler", graph.input("input", OnnxGraph.BATCH, 3))
            .list("offset", 0f, 0f, 0f)
            .list("scale", 1f, 2f, 3f)
            .out();
    graph.output(
        graph.op("Slice", scaled, graph.integers(0), graph.integers(2), graph.integers(1)),
        "logits",
        OnnxGraph.BATCH,
        2);
    ModelPackage trees = TinyModel.write(root, "trees", graph.toBytes());
    TensorRtEngine engine = engine();
    try (Network head = engine.head(trees)) {
      assertThat(head.run(INPUT, 1, 3)).containsExactly(1, 2);
    }
    assertThat(engine.prepare(trees, news -> {}))
        .last()
        .isEqualTo("trees head runs on the CPU: it has trees, which TensorRT has not");
    assertThat(engine.state().problems()).isEmpty();
    assertThat(device.built).containsExactly("encoder.fp16.onnx");
  }

  @Test
  void anEngineWithWrongNumbersIsRefusedAndBuiltInFullPrecision() throws IOException {
    device.half = 1.2f;
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      until(() -> isOnGpu(engine, device));
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(device.built).containsExactly("encoder.fp16.onnx", "encoder.onnx");
      assertThat(engine.state().problems())
          .singleElement()
          .asString()
          .contains("tiny encoder, fp16: its output for shape [8, 3]", "differs from the CPU's")
          .contains("reclass model build tiny");
    }
    // It is not built again at the next start.
    ScriptedDevice next = new ScriptedDevice();
    Network again = engine(next, Precision.FP16, true).encoder(model);
    assertThat(next.open).hasValue(1);
    again.close();
    assertThat(next.built).isEmpty();
  }

  @Test
  void ifBothPrecisionsAreWrongTheNetworkStaysOnTheCpuAndTheReasonIsReported() throws IOException {
    device.half = Float.NaN;
    device.full = -1;
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      until(() -> !engine.state().problems().isEmpty());
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(engine.state().problems())
          .singleElement()
          .asString()
          .contains("tiny encoder, fp16:", "tiny encoder, fp32:", "runs on the CPU");
    }
    assertThat(device.open).hasValue(0);
    assertThat(files(".engine")).isEmpty();
    assertThat(files(".part")).isEmpty();
  }

  @Test
  void nanInHalfPrecisionSwitchesToFullPrecision() throws IOException {
    TensorRtEngine engine = prepared();
    try (Network network = engine.encoder(model)) {
      device.half = Float.NaN;
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(engine.state().problems())
          .singleElement()
          .asString()
          .contains("tiny encoder, fp16: it returned NaN or infinity")
          .contains("reclass.engine.precision=fp32");
      until(() -> isOnGpu(engine, device));
      assertThat(device.built).containsExactly("encoder.onnx");
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    ScriptedDevice next = new ScriptedDevice();
    next.half = Float.NaN;
    try (Network network = engine(next, Precision.FP16, true).encoder(model)) {
      assertThat(next.open).hasValue(1);
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
  }

  @Test
  void aNanInputDoesNotDiscardTheEngine() throws IOException {
    TensorRtEngine engine = prepared();
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(new float[] {1, Float.NaN, 1}, 1, 3)[1]).isNaN();
      assertThat(engine.state().problems()).isEmpty();
      assertThat(device.open).hasValue(1);
    }
  }

  @Test
  void anInputThatOverflowsOnTheCpuTooDoesNotDiscardTheEngine() throws IOException {
    TensorRtEngine engine = prepared();
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(new float[] {1, Float.MAX_VALUE, 1}, 1, 3)[1]).isInfinite();
      assertThat(engine.state().problems()).isEmpty();
      assertThat(device.open).hasValue(1);
    }
  }

  @Test
  void aFailedRunIsRepeatedOnTheCpuAndTheNetworkStaysThere() throws IOException {
    TensorRtEngine engine = prepared();
    try (Network network = engine.encoder(model)) {
      device.runsFail = true;
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(device.open).hasValue(0);
      assertThat(engine.state().problems())
          .singleElement()
          .asString()
          .contains("tiny encoder failed on the GPU (CUDA error 700)", "restart to try again");
    }
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(device.open).hasValue(0);
    }
  }

  @Test
  void aCorruptEngineIsMovedAsideOnceAndBuiltAgain() throws IOException {
    prepared();
    for (Path engine : EngineFiles.list(root.resolve("models/trt/tiny"), "*.engine")) {
      byte[] bytes = Files.readAllBytes(engine);
      bytes[0] ^= 1;
      Files.write(engine, bytes);
    }
    ScriptedDevice next = new ScriptedDevice();
    TensorRtEngine engine = engine(next, Precision.FP16, true);
    try (Network network = engine.encoder(model)) {
      until(() -> isOnGpu(engine, next));
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    assertThat(next.built).containsExactly("encoder.fp16.onnx");
    assertThat(files(".bad")).hasSize(1);
    assertThat(next.loaded).noneMatch(name -> name.endsWith(".bad"));
  }

  @Test
  void aTruncatedEngineIsNeverLoaded() throws IOException {
    prepared();
    for (Path engine : EngineFiles.list(root.resolve("models/trt/tiny"), "*.engine")) {
      Files.write(engine, new byte[0]);
    }
    ScriptedDevice next = new ScriptedDevice();
    try (Network network = engine(next, Precision.FP16, false).encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    assertThat(next.loaded).isEmpty();
  }

  @Test
  void anEngineThatCannotBeLoadedIsMovedAsideAndNotRetriedForever() throws IOException {
    prepared();
    ScriptedDevice next = new ScriptedDevice();
    next.loadsFail = true;
    TensorRtEngine engine = engine(next, Precision.FP16, true);
    try (Network network = engine.encoder(model)) {
      until(() -> engine.state().problems().toString().contains("cannot be compiled"));
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    try (Network again = engine.encoder(model)) {
      assertThat(again.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    assertThat(next.built).hasSize(1);
    assertThat(files(".bad")).hasSize(1);
  }

  @Test
  void anotherTensorRtVersionBuildsItsOwnEnginesAndRemovesTheOldOnes() throws IOException {
    prepared();
    List<String> old = files(".engine");
    DeviceInfo update = new DeviceInfo("10.7.0", "12.6", "12.6", "Orin", "8.7", 64L << 30);
    ScriptedDevice next = new ScriptedDevice(update);
    var unused = engine(next, Precision.FP16, true).prepare(model, news -> {});
    assertThat(next.built).containsExactly("encoder.fp16.onnx", "head.onnx");
    assertThat(next.loaded).doesNotContainAnyElementsOf(old);
    assertThat(files(".engine")).hasSize(2).doesNotContainAnyElementsOf(old);
    assertThat(files(".json")).hasSize(2);
  }

  @Test
  void aNetworkThatDoesNotFitIsReportedWithBothSizesAndTheRemedy() throws IOException {
    TensorRtEngine engine = prepared();
    device.free.set(GpuMemory.RESERVE);
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(device.loaded).isEmpty();
      assertThat(engine.state().problems())
          .singleElement()
          .asString()
          .contains("tiny encoder, fp16 needs 1 MB", "256 MB are free", "resident=one");
    }
    device.free.set(1L << 30);
    Network fits = engine.encoder(model);
    assertThat(device.open).hasValue(1);
    assertThat(engine.state().problems()).isEmpty();
    fits.close();
  }

  @Test
  void anEngineThatFoundNoMemoryIsNotMovedAside() throws IOException {
    TensorRtEngine engine = prepared();
    device.robbed = true;
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(engine.state().problems().toString()).contains("0 MB are free");
    }
    assertThat(files(".bad")).isEmpty();
    assertThat(files(".engine")).hasSize(2);
  }

  @Test
  void anEngineTooLargeForItsDeviceIsNotMovedAside() throws IOException {
    TensorRtEngine engine = prepared();
    device.crowded = true;
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      assertThat(engine.state().problems().toString()).contains("cannot create the context");
    }
    assertThat(files(".bad")).isEmpty();
    device.crowded = false;
    engine.encoder(model).close();
    assertThat(engine.state().problems()).isEmpty();
  }

  @Test
  void anEngineThatDoesNotFitAfterTheBuildIsNotBuiltRepeatedly() throws IOException {
    device.crowded = true;
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      until(() -> !engine.state().problems().isEmpty());
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    engine.encoder(model).close();
    assertThat(engine.state().problems().get(0))
        .contains("cannot create the context", "next start");
    assertThat(device.built).hasSize(1);
  }

  @Test
  void anEngineThatFailsDuringItsCheckIsRetriedAtTheNextStart() throws IOException {
    device.runsFail = true;
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      until(() -> !engine.state().problems().isEmpty());
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    assertThat(engine.state().problems().get(0)).contains("fails to run", "next start");
    assertThat(files(".refused")).isEmpty();
  }

  @Test
  void aFailedBuildLeavesNothingAndIsNotRepeated() throws IOException {
    device.buildFailure = "No space left on device";
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      until(() -> !engine.state().problems().isEmpty());
      assertThat(engine.state().problems().get(0))
          .contains("tiny encoder, fp16 cannot be compiled", "No space left on device");
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    engine.encoder(model).close();
    assertThat(engine.state().problems()).hasSize(1);
    assertThat(device.built).hasSize(1);
    assertThat(files("")).isEmpty();
  }

  @Test
  void filesOfAKilledBuildAreRemoved() throws IOException {
    Path folder = Files.createDirectories(root.resolve("models/trt/tiny"));
    Files.writeString(folder.resolve("0123.engine.part"), "half");
    Files.writeString(folder.resolve("4567.engine"), "without manifest");
    prepared();
    assertThat(files("")).noneMatch(f -> f.startsWith("0123") || f.startsWith("4567"));
    assertThat(files(".engine")).hasSize(2);
  }

  @Test
  void aBuildIsCancelledWhenTheEngineIsClosed() throws IOException {
    device.gate = new CountDownLatch(1);
    TensorRtEngine engine = engine();
    try (Network network = engine.encoder(model)) {
      until(() -> engine.state().building().isPresent());
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    engine.close();
    assertThat(device.closed).hasValue(1);
    assertThat(files("")).isEmpty();
  }

  @Test
  void withoutBackgroundBuildsTheCpuIsUsedAndTheCommandIsReported() throws IOException {
    TensorRtEngine engine = engine(device, Precision.FP16, false);
    try (Network network = engine.encoder(model)) {
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
    }
    assertThat(engine.state().problems())
        .containsExactly(
            "tiny encoder runs on the CPU until it is compiled: reclass model build tiny");
    assertThat(device.built).isEmpty();
  }

  @Test
  void runsContinueWhileTheNetworkMovesToTheGpu() throws Exception {
    device.gate = new CountDownLatch(1);
    TensorRtEngine engine = engine();
    AtomicBoolean wrong = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    try (Network network = engine.encoder(model)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread =
            new Thread(
                () -> {
                  while (!done.get()) {
                    float[] output = network.run(INPUT, 1, 3);
                    if (!Arrays.equals(output, OUTPUT)) {
                      wrong.set(true);
                    }
                  }
                });
        thread.setUncaughtExceptionHandler((t, e) -> wrong.set(true));
        threads.add(thread);
        thread.start();
      }
      device.gate.countDown();
      until(() -> isOnGpu(engine, device));
      device.half = Float.NaN; // and over to full precision
      until(() -> !engine.state().problems().isEmpty() && isOnGpu(engine, device));
      done.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(wrong).isFalse();
    assertThat(device.open).hasValue(0);
  }

  @Test
  void tenThousandRunsAndAHundredLoadsLeaveNothingOpen() throws IOException {
    TensorRtEngine engine = prepared();
    for (int load = 0; load < 100; load++) {
      try (Network network = engine.encoder(model)) {
        for (int run = 0; run < 100; run++) {
          assertThat(network.run(INPUT, 1, 3)).hasSize(3);
        }
        assertThat(device.open).hasValue(1);
      }
    }
    assertThat(device.open).hasValue(0);
  }

  @Test
  void aClosedNetworkReportsIt() throws IOException {
    Network network = prepared().encoder(model);
    network.close();
    network.close();
    assertThatThrownBy(() -> network.run(INPUT, 1, 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tiny encoder is closed");
  }

  @Test
  void aBatchLargerThanTheProfileIsRunInParts() throws IOException {
    TensorRtEngine engine = prepared();
    float[] input = new float[3 * 19];
    Arrays.fill(input, 1);
    input[3 * 18] = 5;
    try (Network network = engine.encoder(model)) {
      float[] output = network.run(input, 19, 3);
      assertThat(output).hasSize(3 * 19).startsWith(OUTPUT).endsWith(5, 2, 3);
    }
  }

  @Test
  void preparingReportsProgressAndWhatItBuilt() throws IOException {
    List<Building> news = new ArrayList<>();
    List<String> done = engine().prepare(model, news::add);
    assertThat(done).hasSize(2);
    assertThat(done.get(0)).startsWith("tiny encoder, fp16: 1 MB, cosine to the CPU 1.000000");
    assertThat(done.get(1)).startsWith("tiny head, fp32: 1 MB");
    assertThat(news).extracting(Building::network).contains("tiny encoder", "tiny head");
    assertThat(news).extracting(Building::progress).isSubsetOf(0.0, 0.45, 0.9);
  }

  @Test
  void preparingAgainRetriesRefusedEngines() throws IOException {
    device.half = 2;
    var unused = engine().prepare(model, news -> {});
    assertThat(files(".refused")).hasSize(1);
    ScriptedDevice fixed = new ScriptedDevice();
    List<String> done = engine(fixed, Precision.FP16, true).prepare(model, news -> {});
    assertThat(done.get(0)).startsWith("tiny encoder, fp16");
    assertThat(files(".refused")).isEmpty();
  }

  @Test
  void aPackageWithReplacedFilesIsNotCompiled() throws IOException {
    Files.write(model.encoder().orElseThrow(), new byte[] {1});
    assertThatThrownBy(() -> engine().prepare(model, news -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("encoder.onnx is not the file its card was written for");
    assertThat(device.built).isEmpty();
  }

  @Test
  void inFullPrecisionTheHalfPrecisionFileIsNotUsed() throws IOException {
    TensorRtEngine engine = engine(device, Precision.FP32, true);
    var unused = engine.prepare(model, news -> {});
    assertThat(device.built).containsExactly("encoder.onnx", "head.onnx");
    assertThat(engine.state().precision()).isEqualTo(Precision.FP32);
  }

  @Test
  void aFullPrecisionEngineIsUsedUntilTheHalfPrecisionOneHasPassed() throws IOException {
    var unused = engine(device, Precision.FP32, true).prepare(model, news -> {});
    ScriptedDevice next = new ScriptedDevice();
    next.gate = new CountDownLatch(1);
    TensorRtEngine engine = engine(next, Precision.FP16, true);
    try (Network network = engine.encoder(model)) {
      assertThat(next.open).hasValue(1);
      assertThat(network.run(INPUT, 1, 3)).containsExactly(OUTPUT);
      next.gate.countDown();
      until(() -> next.loaded.size() == 3 && engine.state().building().isEmpty());
      assertThat(next.open).hasValue(1);
    }
  }
}
