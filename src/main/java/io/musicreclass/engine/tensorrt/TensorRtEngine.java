package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.probe.BuildProgress;
import io.musicreclass.engine.tensorrt.probe.GpuDevice;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Runs the networks of packages on the GPU. A network that is not compiled yet is compiled in the
 * background; meanwhile, and whenever the GPU fails, it runs on the CPU.
 */
final class TensorRtEngine implements Engine, FallbackNetwork.Listener {
  private static final Logger LOG = Logger.getLogger(TensorRtEngine.class);

  private final GpuDevice device;
  private final Engine cpu;
  private final Precision precision;
  private final boolean builds;
  private final EngineCache cache;
  private final EngineCompiler compiler;
  private final EngineLoader loader;
  private final BuildQueue queue;
  private final CpuOnly cpuOnly = new CpuOnly();
  private final List<FallbackNetwork> open = new CopyOnWriteArrayList<>();

  /** Networks whose runs failed on the GPU; they stay on the CPU. */
  private final Set<String> offGpu = ConcurrentHashMap.newKeySet();

  /** Digests of failed builds, and why they are not repeated. */
  private final Map<String, String> failedBuilds = new ConcurrentHashMap<>();

  private volatile boolean closed;
  private final Map<String, String> problems = new ConcurrentSkipListMap<>();

  /**
   * An engine on a device; closes both when it is closed.
   *
   * @param cpu runs what the device cannot, and gives the reference output for its engines
   * @param folder of the compiled engines
   * @param builds whether missing engines are compiled in the background
   */
  TensorRtEngine(
      GpuDevice device, Engine cpu, Path folder, Precision precision, boolean builds, Clock clock) {
    this.device = device;
    this.cpu = cpu;
    this.precision = precision;
    this.builds = builds;
    this.cache = new EngineCache(folder);
    this.compiler = new EngineCompiler(device, cpu, cache, precision, clock);
    this.loader = new EngineLoader(device, cache);
    this.queue = new BuildQueue(clock);
  }

  @Override
  public String kind() {
    return "tensorrt";
  }

  @Override
  public String version() {
    return device.info().tensorrt();
  }

  @Override
  public int bestBatch() {
    return OptimizationProfiles.BATCH;
  }

  @Override
  public EngineState state() {
    List<String> all = new ArrayList<>(cpu.state().problems());
    all.addAll(problems.values());
    return new EngineState(device.info().gpu(), precision, queue.building(), all);
  }

  @Override
  public Network load(Path onnx) throws IOException {
    return cpu.load(onnx);
  }

  @Override
  public Network encoder(ModelPackage model) throws IOException {
    return load(new BuildRequest(model, PackageNetwork.ENCODER));
  }

  @Override
  public Network head(ModelPackage model) throws IOException {
    return load(new BuildRequest(model, PackageNetwork.HEAD));
  }

  private Network load(BuildRequest request) throws IOException {
    if (closed) {
      throw new IllegalStateException("The TensorRT engine is closed");
    }
    if (cpuOnly.reason(request).isPresent()) {
      return request.part().load(request.model(), cpu);
    }
    open.removeIf(FallbackNetwork::isClosed);
    FallbackNetwork network = new FallbackNetwork(request, cpu, this);
    open.add(network);
    moveToGpu(network);
    try {
      network.open();
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Moves a network to the GPU, or queues the build of its engine. */
  private void moveToGpu(FallbackNetwork network) {
    BuildRequest request = network.request();
    if (closed || offGpu.contains(request.toString())) {
      return;
    }
    try {
      EngineKey wanted = compiler.wanted(request);
      compiler
          .fallbackReason(request)
          .ifPresentOrElse(
              why -> problems.put(request.toString(), why),
              () -> problems.remove(request.toString()));
      if (!use(network, wanted)) {
        Optional<EngineKey> interim = compiler.interim(request);
        boolean unused = interim.isPresent() && use(network, interim.get());
        build(wanted);
      }
    } catch (IOException | RuntimeException e) {
      problems.put(request.toString(), String.valueOf(e.getMessage()));
    }
  }

  /** Runs the network on an engine; returns whether that engine is compiled and can be loaded. */
  private boolean use(FallbackNetwork network, EngineKey key) throws IOException {
    Optional<CompiledEngine> compiled = loader.load(key);
    compiled.ifPresent(network::use);
    return compiled.isPresent();
  }

  private void build(EngineKey wanted) {
    BuildRequest request = wanted.request();
    String why = failedBuilds.get(wanted.digest());
    if (why != null) {
      problems.put(request.toString(), why);
    } else if (builds) {
      queue.submit(
          wanted.digest(),
          wanted.toString(),
          progress -> build(wanted, progress),
          failure -> failed(wanted, failure));
    } else {
      problems.put(
          request.toString(),
          request + " runs on the CPU until it is compiled: reclass model build " + request.name());
    }
  }

  private void build(EngineKey wanted, BuildProgress progress) throws IOException {
    LOG.infof("Compiling for the GPU: network=%s", wanted);
    CachedEngine made = compiler.make(wanted.request(), progress);
    LOG.infof("Compiled for the GPU: %s", made.manifest().describe());
    failedBuilds.put(
        wanted.digest(), wanted + " was compiled but cannot be loaded: restart to try again");
    String name = wanted.request().toString();
    open.stream()
        .filter(network -> network.request().toString().equals(name))
        .forEach(this::moveToGpu);
  }

  private void failed(EngineKey wanted, Exception failure) {
    String why =
        wanted
            + " cannot be compiled for the GPU and runs on the CPU until the next start: "
            + failure.getMessage();
    if (!(failure instanceof GpuMemoryException)) {
      failedBuilds.put(wanted.digest(), why);
    }
    problems.put(wanted.request().toString(), why);
  }

  @Override
  public List<String> prepare(ModelPackage model, Consumer<EngineState.Building> listener)
      throws IOException {
    List<String> done = new ArrayList<>();
    for (PackageNetwork part : PackageNetwork.values()) {
      BuildRequest request = new BuildRequest(model, part);
      Optional<String> onCpu = cpuOnly.reason(request);
      if (onCpu.isPresent()) {
        done.add(onCpu.get());
      } else if (part.file(model, Precision.FP32).isPresent()) {
        compiler.clearRefusal(request);
        queue.work(
            request.toString(),
            progress -> done.add(compiler.make(request, progress).manifest().describe()),
            listener);
        compiler.fallbackReason(request).ifPresent(done::add);
      }
    }
    return done;
  }

  @Override
  public void returnedNonFinite(FallbackNetwork network, EngineKey key) {
    try {
      cache.refuse(key, "it returned NaN or infinity where the CPU's output is finite");
    } catch (IOException e) {
      failed(
          network, "NaN or infinite output, and the refusal cannot be written: " + e.getMessage());
    }
    moveToGpu(network);
  }

  @Override
  public void failed(FallbackNetwork network, String why) {
    BuildRequest request = network.request();
    offGpu.add(request.toString());
    problems.put(
        request.toString(),
        request + " failed on the GPU (" + why + ") and runs on the CPU: restart to try again");
  }

  /** Cancels the build in progress, then frees the device. */
  @Override
  public void close() {
    closed = true;
    boolean idle = queue.stop();
    cpu.close();
    if (idle) {
      device.close();
    } else {
      LOG.warn("Build did not stop in time: the GPU is freed when the process ends");
    }
  }
}
