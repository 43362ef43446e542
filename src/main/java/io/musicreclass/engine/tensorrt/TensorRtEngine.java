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
 * Runs the networks of packages on the GPU. What is not compiled yet is compiled in the background;
 * meanwhile, and whenever the GPU cannot, the CPU computes.
 */
final class TensorRtEngine implements Engine, FallbackNetwork.Owner {
  private static final Logger LOG = Logger.getLogger(TensorRtEngine.class);

  private final GpuDevice device;
  private final Engine cpu;
  private final Precision precision;
  private final boolean builds;
  private final EngineCache cache;
  private final EngineCompiler compiler;
  private final BuildQueue stagingFolder;
  private final List<FallbackNetwork> open = new CopyOnWriteArrayList<>();

  /** Networks that the GPU failed at. */
  private final Set<String> off = ConcurrentHashMap.newKeySet();

  /** Keys of what was built in vain, and why it is not built again. */
  private final Map<String, String> vain = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private final Map<String, String> problems = new ConcurrentSkipListMap<>();

  /**
   * An engine on a device; closes both when it is closed.
   *
   * @param cpu computes what the device cannot, and what its engines are compared with
   * @param folder of the compiled engines
   * @param builds whether to compile in the background what is missing
   */
  TensorRtEngine(
      GpuDevice device, Engine cpu, Path folder, Precision precision, boolean builds, Clock clock) {
    this.device = device;
    this.cpu = cpu;
    this.precision = precision;
    this.builds = builds;
    this.cache = new EngineCache(folder);
    this.compiler = new EngineCompiler(device, cpu, cache, precision, clock);
    this.stagingFolder = new BuildQueue(clock);
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
    List<String> told = new ArrayList<>(cpu.state().problems());
    told.addAll(problems.values());
    return new EngineState(device.info().gpu(), precision, stagingFolder.building(), told);
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

  private Network load(BuildRequest order) throws IOException {
    if (closed) {
      throw new IllegalStateException("The TensorRT engine is closed");
    }
    open.removeIf(FallbackNetwork::isClosed);
    FallbackNetwork network = new FallbackNetwork(order, cpu, this);
    open.add(network);
    place(network);
    try {
      network.open();
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Brings a network onto the GPU, or has its engine built. */
  private void place(FallbackNetwork network) {
    BuildRequest order = network.order();
    if (closed || off.contains(order.toString())) {
      return;
    }
    try {
      EngineKey wanted = compiler.wanted(order);
      compiler
          .doubt(order)
          .ifPresentOrElse(why -> tell(order, why), () -> problems.remove(order.toString()));
      if (!serve(network, wanted)) {
        Optional<EngineKey> standIn = compiler.standIn(order);
        boolean unused = standIn.isPresent() && serve(network, standIn.get());
        build(wanted);
      }
    } catch (IOException | RuntimeException e) {
      tell(order, String.valueOf(e.getMessage()));
    }
  }

  private void tell(BuildRequest order, String problem) {
    problems.put(order.toString(), problem);
  }

  /**
   * Loads an engine and lets the network run on it.
   *
   * @return whether there is one that can be loaded
   * @throws GpuMemoryException when it does not fit
   */
  private boolean serve(FallbackNetwork network, EngineKey blueprint) throws IOException {
    Optional<CachedEngine> kept = cache.find(blueprint);
    if (kept.isEmpty()) {
      return false;
    }
    long memory = kept.get().manifest().memory();
    GpuMemory.need(device, memory, blueprint.toString());
    Network loaded;
    try {
      loaded = device.load(kept.get().engine());
    } catch (GpuMemoryException e) {
      throw e;
    } catch (IOException e) {
      GpuMemory.need(device, memory, blueprint.toString()); // somebody else took it meanwhile
      cache.putAside(blueprint, String.valueOf(e.getMessage()));
      return false;
    }
    network.serve(new CompiledEngine(loaded, blueprint));
    return true;
  }

  private void build(EngineKey wanted) {
    BuildRequest order = wanted.order();
    String why = vain.get(wanted.key());
    if (why != null) {
      tell(order, why);
    } else if (builds) {
      stagingFolder.ask(
          wanted.key(),
          wanted.toString(),
          progress -> build(wanted, progress),
          failure -> failed(wanted, failure));
    } else {
      tell(
          order,
          order + " runs on the CPU until it is compiled: reclass model build " + order.name());
    }
  }

  private void build(EngineKey wanted, BuildProgress progress) throws IOException {
    LOG.infof("Compiling for the GPU: %s", wanted);
    LOG.infof("Compiled for the GPU: %s", told(compiler.make(wanted.order(), progress)));
    vain.put(wanted.key(), wanted + " was compiled and does not load: restart to try again");
    String name = wanted.order().toString();
    open.stream().filter(network -> network.order().toString().equals(name)).forEach(this::place);
  }

  private void failed(EngineKey wanted, Exception failure) {
    String why =
        wanted
            + " cannot be compiled for the GPU, so it stays on the CPU until the next start: "
            + failure.getMessage();
    if (!(failure instanceof GpuMemoryException)) {
      vain.put(wanted.key(), why);
    }
    tell(wanted.order(), why);
  }

  @Override
  public List<String> prepare(ModelPackage model, Consumer<EngineState.Building> news)
      throws IOException {
    List<String> done = new ArrayList<>();
    for (PackageNetwork part : PackageNetwork.values()) {
      BuildRequest order = new BuildRequest(model, part);
      if (part.file(model, Precision.FP32).isPresent()) {
        compiler.forgive(order);
        stagingFolder.work(
            order.toString(), progress -> done.add(told(compiler.make(order, progress))), news);
        compiler.doubt(order).ifPresent(done::add);
      }
    }
    return done;
  }

  private static String told(CachedEngine kept) {
    EngineManifest manifest = kept.manifest();
    return "%s %s, %s: %d MB, cosine to the CPU %.6f, built in %d s"
        .formatted(
            manifest.model(),
            manifest.part(),
            manifest.precision(),
            (manifest.size() >> 20) + 1,
            manifest.cosine(),
            manifest.seconds());
  }

  @Override
  public void saidNoNumber(FallbackNetwork network, EngineKey blueprint) {
    try {
      cache.refuse(blueprint, "it said what is no number where the CPU has one");
    } catch (IOException e) {
      failed(network, "and that cannot be noted: " + e.getMessage());
    }
    place(network);
  }

  @Override
  public void failed(FallbackNetwork network, String why) {
    BuildRequest order = network.order();
    off.add(order.toString());
    tell(
        order,
        order + " failed on the GPU (" + why + "), so it runs on the CPU: restart to try again");
  }

  /** Gives up what is being built, then frees the device. */
  @Override
  public void close() {
    closed = true;
    boolean idle = stagingFolder.stop();
    cpu.close();
    if (idle) {
      device.close();
    } else {
      LOG.warn("A build did not end in time; the GPU is freed with the process");
    }
  }
}
