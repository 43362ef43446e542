package io.musicreclass.engine.tensorrt.nvidia;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;
import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import io.musicreclass.engine.tensorrt.probe.BuildProgress;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;

/** Compiles one ONNX file. */
final class EngineBuild {
  private static final int STRONGLY_TYPED =
      1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value;

  /** The workspace, as a share of the free memory; the rest is for weights and timing runs. */
  private static final double WORKSPACE = 0.5;

  private static final int CHUNK = 1 << 28;

  /** A build's progress at these messages of TensorRT; the time between them is unknown. */
  private static final Map<String, Double> MILESTONES =
      Map.of("Graph optimization time", 0.2, "Engine generation completed", 0.95);

  private static final double READ = 0.1;

  private final TensorRtLogger log;
  private final Path onnx;
  private final Path timings;
  private final BuildProgress progress;

  EngineBuild(TensorRtLogger log, Path onnx, Path timings, BuildProgress progress) {
    this.log = log;
    this.onnx = onnx;
    this.timings = timings;
    this.progress = progress;
  }

  /** Compiles it; see {@link io.musicreclass.engine.tensorrt.probe.GpuDevice#build}. */
  @SuppressWarnings("try") // the scope takes effect by being open
  void to(Path engine, OptimizationProfile profile) throws IOException {
    log.takeErrors();
    reach(0);
    log.listen(this::onMessage);
    try (PointerScope scope = new PointerScope();
        NativeHandle<IBuilder> builder = NativeHandle.of("builder", createInferBuilder(log), log);
        NativeHandle<INetworkDefinition> network =
            NativeHandle.of("network", builder.get().createNetworkV2(STRONGLY_TYPED), log);
        NativeHandle<IParser> parser =
            NativeHandle.of(
                "parser", createParser(network.get(), log), log, Destructor::deleteParser)) {
      read(parser.get(), network.get());
      reach(READ);
      try (NativeHandle<IBuilderConfig> config =
          NativeHandle.of("configuration", builder.get().createBuilderConfig(), log)) {
        configure(config.get(), shapes(builder.get(), network.get(), profile));
        compile(builder.get(), network.get(), config.get(), engine);
      }
      reach(1);
    } finally {
      log.listen(line -> {});
    }
  }

  private void onMessage(String line) {
    MILESTONES.forEach(
        (words, share) -> {
          if (line.contains(words)) {
            // A cancellation takes effect at the next step: TensorRT 10.3's bindings cannot stop a
            // build.
            progress.at(share);
          }
        });
  }

  private void reach(double share) throws IOException {
    if (!progress.at(share)) {
      throw new InterruptedIOException("The build of " + onnx + " was cancelled");
    }
  }

  private void read(IParser parser, INetworkDefinition network) throws IOException {
    if (!parser.parseFromFile(onnx.toString(), 0)) {
      String why =
          parser.getNbErrors() > 0
              ? ": " + parser.getError(0).desc() + log.takeErrors()
              : log.takeErrors();
      throw new IOException(onnx + " is not a network that TensorRT can read" + why);
    }
    if (network.getNbInputs() != 1 || network.getNbOutputs() != 1) {
      throw new IOException(
          onnx + " does not have one input and one output: import the model again");
    }
  }

  private IOptimizationProfile shapes(
      IBuilder builder, INetworkDefinition network, OptimizationProfile profile)
      throws IOException {
    IOptimizationProfile shapes = builder.createOptimizationProfile();
    String input = network.getInput(0).getName();
    boolean fits =
        shapes.setDimensions(input, OptProfileSelector.kMIN, Dimensions.of(profile.least()))
            && shapes.setDimensions(input, OptProfileSelector.kOPT, Dimensions.of(profile.best()))
            && shapes.setDimensions(input, OptProfileSelector.kMAX, Dimensions.of(profile.most()))
            && shapes.isValid();
    if (!fits) {
      throw new IOException(onnx + " does not take the shapes of " + profile + log.takeErrors());
    }
    return shapes;
  }

  private void configure(IBuilderConfig config, IOptimizationProfile shapes) throws IOException {
    if (config.addOptimizationProfile(shapes) < 0) {
      throw new IOException(onnx + ": TensorRT refuses its shapes" + log.takeErrors());
    }
    config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, (long) (Cuda.freeMemory() * WORKSPACE));
    // FP32 is the reference for FP16, so TF32, with its 10-bit mantissa, is off.
    config.clearFlag(BuilderFlag.kTF32);
  }

  private void compile(
      IBuilder builder, INetworkDefinition network, IBuilderConfig config, Path engine)
      throws IOException {
    try (NativeHandle<ITimingCache> cache = timings(config);
        NativeHandle<IHostMemory> plan =
            NativeHandle.of(
                "engine of " + onnx, builder.buildSerializedNetwork(network, config), log)) {
      write(plan.get(), engine);
      try (NativeHandle<IHostMemory> learned =
          NativeHandle.of("timing cache", cache.get().serialize(), log)) {
        Path half = timings.resolveSibling(timings.getFileName() + ".tmp");
        write(learned.get(), half);
        Files.move(half, timings, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The timing cache of earlier builds, unless it is damaged or of another TensorRT version. */
  private NativeHandle<ITimingCache> timings(IBuilderConfig config) throws IOException {
    if (Files.isReadable(timings)) {
      byte[] bytes = Files.readAllBytes(timings);
      ITimingCache read = config.createTimingCache(new BytePointer(bytes), bytes.length);
      if (read != null && !read.isNull()) {
        if (config.setTimingCache(read, false)) {
          return NativeHandle.of("timing cache", read, log);
        }
        Destructor.delete(read);
      }
      log.takeErrors();
    }
    NativeHandle<ITimingCache> empty =
        NativeHandle.of("timing cache", config.createTimingCache(new Pointer(), 0), log);
    config.setTimingCache(empty.get(), false);
    return empty;
  }

  private static void write(IHostMemory memory, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      long size = memory.size();
      BytePointer bytes = new BytePointer(memory.data());
      for (long at = 0; at < size; at += CHUNK) {
        var chunk = bytes.position(at).limit(Math.min(size, at + CHUNK)).asByteBuffer();
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      }
      channel.force(true);
    }
  }
}
