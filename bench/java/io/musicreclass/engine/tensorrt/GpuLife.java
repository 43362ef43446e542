package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.probe.GpuReport;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** A small package's life cycle on this machine's GPU, with the daemon's engine. */
final class GpuLife {
  private static final float[] INPUT = {1, 1, 1};
  private static final float[] OUTPUT = {1, 2, 3};

  private final GpuReport.Usable gpu;
  private final Path folder;
  private final Verdicts verdicts;

  GpuLife(GpuReport.Usable gpu, Path folder, Verdicts verdicts) {
    this.gpu = gpu;
    this.folder = folder;
    this.verdicts = verdicts;
  }

  /** Compiled, stored, loaded, set aside when its file is damaged, and compiled again. */
  void check() {
    try {
      ModelPackage model = TinyModel.write(Files.createTempDirectory(folder, "life"));
      Path engines = model.folder().resolveSibling("trt");
      compile("a package is compiled", engines, model);
      run("the compiled engine is stored and runs", engines, model, true);
      for (Path engine : EngineFiles.list(engines.resolve(model.card().name()), "*.engine")) {
        Files.write(engine, new byte[] {1}, StandardOpenOption.APPEND);
      }
      run("a damaged engine is set aside and the CPU takes over", engines, model, false);
      compile("the package is compiled again", engines, model);
      run("the recompiled engine runs", engines, model, true);
    } catch (Exception | LinkageError e) {
      verdicts.add("life cycle of a package", e);
    }
  }

  private TensorRtEngine engine(Path engines) throws IOException {
    return new TensorRtEngine(
        gpu.open(), new OnnxEngine(1), engines, Precision.FP16, false, Clock.systemUTC());
  }

  private void compile(String what, Path engines, ModelPackage model) throws IOException {
    try (TensorRtEngine engine = engine(engines)) {
      List<String> done = engine.prepare(model, news -> {});
      verdicts.add(what, done.size() == 2, String.join("; ", done));
    }
  }

  private void run(String what, Path engines, ModelPackage model, boolean onGpu)
      throws IOException {
    try (TensorRtEngine engine = engine(engines);
        Network network = engine.encoder(model)) {
      float[] output = network.run(INPUT, 1, INPUT.length);
      List<String> problems = engine.state().problems();
      boolean passed = Arrays.equals(output, OUTPUT) && problems.isEmpty() == onGpu;
      verdicts.add(what, passed, passed ? "" : Arrays.toString(output) + " " + problems);
    }
  }
}
