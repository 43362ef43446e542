package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig;
import io.musicreclass.convert.FullSizeNetworks;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.probe.GpuDevice;
import io.musicreclass.engine.tensorrt.probe.GpuProbe;
import io.musicreclass.engine.tensorrt.probe.GpuReport;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds and runs a network at full size on this machine's GPU and compares it with ONNX Runtime on
 * the CPU: {@code GpuCheck FOLDER RUNS PEERS NETWORK PRECISION}, {@code GpuCheck FOLDER life} for a
 * package's life cycle, {@code GpuCheck gpu} to see whether there is a GPU. Prints a row of {@code
 * deploy/gpu-check.sh}'s table, then PASS and FAIL lines. Exit status: 0 if all passed, 1 if
 * something failed, 2 if there is no usable GPU.
 */
public final class GpuCheck {
  private static final double LEAST_COSINE = 0.999;
  private static final double MOST_RELATIVE = 1e-3;
  private static final int TIMED = 20;
  private static final int WARM = 5;

  /** Memory growth allowed over all runs: pages of the driver and of Java, not a leak per run. */
  private static final long SLACK = 64L << 20;

  /** With a small network a leak shows only after many runs. */
  private static final int MORE_RUNS_OF_A_HEAD = 10;

  private final GpuDevice device;
  private final Path folder;
  private final int runs;
  private final Map<String, Peer> peers;
  private final Verdicts verdicts;

  /** PyTorch with a batch. */
  private record Peer(double milliseconds, long megabytes) {}

  private GpuCheck(
      GpuDevice device, Path folder, int runs, Map<String, Peer> peers, Verdicts verdicts) {
    this.device = device;
    this.folder = folder;
    this.runs = runs;
    this.peers = peers;
    this.verdicts = verdicts;
  }

  public static void main(String[] arguments) {
    GpuReport report = GpuProbe.probe();
    if (!(report instanceof GpuReport.Usable usable)) {
      List<String> why =
          report instanceof GpuReport.Unusable unusable
              ? unusable.problems()
              : List.of("No NVIDIA GPU found");
      why.forEach(text -> System.out.println("SKIP  " + text));
      System.exit(2);
      return;
    }
    if (arguments[0].equals("gpu")) {
      System.out.println(usable.text());
      System.exit(0);
      return;
    }
    Path folder = Path.of(arguments[0]);
    Verdicts verdicts = new Verdicts();
    if (arguments[1].equals("life")) {
      new GpuLife(usable, folder, verdicts).check();
    } else {
      try (GpuDevice device = usable.open()) {
        int runs = Integer.parseInt(arguments[1]);
        Map<String, Peer> peers = peers(Path.of(arguments[2]));
        new GpuCheck(device, folder, runs, peers, verdicts)
            .check(FullSizeNetworks.of(arguments[3]), Precision.valueOf(arguments[4]));
      } catch (Exception | LinkageError | OutOfMemoryError e) {
        verdicts.add(arguments[3] + " " + arguments[4], e);
      }
    }
    System.exit(verdicts.print() ? 0 : 1);
  }

  /** Lines "network batch milliseconds megabytes". */
  private static Map<String, Peer> peers(Path file) throws IOException {
    Map<String, Peer> peers = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ", -1);
      peers.put(
          parts[0] + " " + parts[1],
          new Peer(Double.parseDouble(parts[2]), Long.parseLong(parts[3])));
    }
    return peers;
  }

  private void check(FullSizeNetworks network, Precision precision) throws Exception {
    float[] input = noise(network, 1);
    check(network, precision, input, onCpu(network, input));
  }

  private void check(FullSizeNetworks network, Precision precision, float[] input, float[] wanted)
      throws Exception {
    Path onnx = network.write(folder, precision);
    Path engine = folder.resolve(network.title() + "." + precision + ".engine");
    long start = System.nanoTime();
    int batch = batch(network, precision);
    OptimizationProfile profile = profile(network, batch);
    device.build(onnx, profile, engine, folder.resolve("timings"), share -> true);
    double build = (System.nanoTime() - start) / 1e9;
    long before = device.freeMemory();
    try (Network loaded = device.load(engine)) {
      measure(network, precision, batch, loaded, input, wanted, build, before);
    }
    frees(network.title() + " " + precision, network, engine, input);
  }

  /**
   * Checks that a closed network frees its memory. The first one leaves what CUDA loads once and
   * keeps (code and stacks), so the second one is compared with it.
   */
  private void frees(String title, FullSizeNetworks network, Path engine, float[] input)
      throws IOException {
    long free = device.freeMemory();
    try (Network again = device.load(engine)) {
      run(network, again, input, 1);
    }
    long lost = free - device.freeMemory();
    verdicts.add(title + " frees its memory", lost <= SLACK, "GPU " + (lost >> 20) + " MB more");
  }

  /** The daemon's batch size on this machine, rounded down to one measured with PyTorch. */
  private int batch(FullSizeNetworks network, Precision precision) {
    long values = sizes(network, 1).stream().reduce(1L, Math::multiplyExact);
    EngineConfig.Precision ours = EngineConfig.Precision.valueOf(precision.name());
    return Integer.highestOneBit((int) OptimizationProfiles.batch(values, ours, device.info()));
  }

  private static OptimizationProfile profile(FullSizeNetworks network, int batch) {
    List<Long> least = sizes(network, 1);
    // MERT and EfficientAT accept any length from one second on.
    switch (network) {
      case MERT95, MERT330 -> least.set(1, 24_000L);
      case MN04 -> least.set(3, 100L);
      default -> {}
    }
    return new OptimizationProfile(least, sizes(network, batch), sizes(network, batch));
  }

  private static List<Long> sizes(FullSizeNetworks network, int rows) {
    List<Long> sizes = new ArrayList<>(List.of((long) rows));
    network.input().forEach(size -> sizes.add((long) size));
    return sizes;
  }

  private void measure(
      FullSizeNetworks network,
      Precision precision,
      int batch,
      Network loaded,
      float[] input,
      float[] wanted,
      double build,
      long before)
      throws IOException {
    String title = network.title() + " " + precision;
    float[] one = run(network, loaded, input, 1);
    float[] many = noise(network, batch);
    // The last row's output must not depend on the rows before it.
    System.arraycopy(input, 0, many, (batch - 1) * input.length, input.length);
    float[] answers = run(network, loaded, many, batch);
    double cosine = Numbers.cosine(wanted, one, 0);
    double relative = Numbers.relative(wanted, one);
    double ms = milliseconds(network, loaded, input, 1);
    double msOfMany = milliseconds(network, loaded, many, batch);
    // with what the runs have allocated
    long megabytes = (before - device.freeMemory()) >> 20;
    Peer peer = peers.get(network.title() + " " + batch);
    System.out.printf(
        Locale.ROOT,
        "%-8s %-5s %7.1f  %10.2f  %d: %8.2f  %8.1f  %7d  %16s  %16s  %10s  %.8f  %.1e%n",
        network.title(),
        precision,
        build,
        ms,
        batch,
        msOfMany,
        batch * 1e3 / msOfMany / network.perSong(),
        megabytes,
        torch(network, 1, ms),
        torch(network, batch, msOfMany),
        peer == null ? "-" : peer.megabytes(),
        cosine,
        relative);
    boolean near = precision == Precision.FP16 ? cosine >= LEAST_COSINE : relative <= MOST_RELATIVE;
    verdicts.add(title + " agrees with ONNX Runtime", near, "cosine " + cosine + ", " + relative);
    double inBatch = Numbers.cosine(wanted, answers, (batch - 1) * wanted.length);
    verdicts.add(title + " agrees in a batch, too", inBatch >= LEAST_COSINE, "cosine " + inBatch);
    watch(title, network, loaded, input);
  }

  /** Checks that runs do not leak memory. */
  private void watch(String title, FullSizeNetworks network, Network loaded, float[] input)
      throws IOException {
    int times = network == FullSizeNetworks.FMA ? runs * MORE_RUNS_OF_A_HEAD : runs;
    long free = device.freeMemory();
    long resident = Numbers.resident();
    for (int i = 0; i < times; i++) {
      run(network, loaded, input, 1);
    }
    long lost = free - device.freeMemory();
    long grown = Numbers.resident() - resident;
    verdicts.add(
        title + " does not leak over " + times + " runs",
        lost <= SLACK && grown <= SLACK,
        "GPU " + (lost >> 20) + " MB, process " + (grown >> 20) + " MB more");
  }

  private String torch(FullSizeNetworks network, int rows, double ours) {
    Peer peer = peers.get(network.title() + " " + rows);
    return peer == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.2f (%.1f x)", peer.milliseconds(), peer.milliseconds() / ours);
  }

  private double milliseconds(FullSizeNetworks network, Network loaded, float[] input, int rows) {
    for (int i = 0; i < WARM; i++) {
      run(network, loaded, input, rows);
    }
    double[] times = new double[TIMED];
    for (int i = 0; i < TIMED; i++) {
      long start = System.nanoTime();
      run(network, loaded, input, rows);
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    return times[TIMED / 2];
  }

  private static float[] run(FullSizeNetworks network, Network loaded, float[] input, int rows) {
    return loaded.run(input, sizes(network, rows).stream().mapToLong(Long::longValue).toArray());
  }

  private float[] onCpu(FullSizeNetworks network, float[] input) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    try (OnnxEngine cpu = new OnnxEngine(cores);
        Network loaded = cpu.load(network.write(folder, Precision.FP32))) {
      return run(network, loaded, input, 1);
    }
  }

  private static float[] noise(FullSizeNetworks network, int rows) {
    return Numbers.noise(sizes(network, rows).stream().reduce(1L, Math::multiplyExact));
  }
}
