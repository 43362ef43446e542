package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.probe.BuildProgress;
import io.musicreclass.engine.tensorrt.probe.GpuDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes engines: which precision a network shall have, and the one that passes. */
final class EngineCompiler {
  /** The rest of the time is for comparing. */
  private static final double BUILDING = 0.9;

  /** A build holds the weights in their old and in their new form. */
  private static final int COPIES = 2;

  private final GpuDevice device;
  private final Engine cpu;
  private final EngineCache cache;
  private final Precision precision;
  private final Clock clock;

  EngineCompiler(
      GpuDevice device, Engine cpu, EngineCache cache, Precision precision, Clock clock) {
    this.device = device;
    this.cpu = cpu;
    this.cache = cache;
    this.precision = precision;
    this.clock = clock;
  }

  /**
   * What is to be compiled of a network: in half precision where that is wanted, there, and has not
   * given wrong numbers, else in full.
   *
   * @throws IOException when nothing can be, with the mend
   */
  EngineKey wanted(BuildRequest order) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (EngineKey blueprint : blueprints(order)) {
      Optional<String> refusal = cache.refusal(blueprint);
      if (refusal.isEmpty()) {
        return blueprint;
      }
      refusals.add(blueprint + ": " + refusal.get());
    }
    throw new IOException(
        String.join("; ", refusals)
            + ": it stays on the CPU; to try again: reclass model build "
            + order.name());
  }

  /**
   * What serves until the wanted one is there: the network in full precision, if it was compiled.
   */
  Optional<EngineKey> standIn(BuildRequest order) throws IOException {
    EngineKey full = full(order);
    return cache.refusal(full).isEmpty() ? Optional.of(full) : Optional.empty();
  }

  /** Why a network is not compiled in the precision that was asked for; empty when it is. */
  Optional<String> doubt(BuildRequest order) throws IOException {
    EngineKey first = blueprints(order).get(0);
    return cache
        .refusal(first)
        .map(
            why ->
                first
                    + ": "
                    + why
                    + ": it runs in 32 bits; set reclass.engine.precision=fp32 to be content with"
                    + " that, or try again: reclass model build "
                    + order.name());
  }

  /** What may be compiled of a network, the best first; the last one is in full precision. */
  private List<EngineKey> blueprints(BuildRequest order) throws IOException {
    List<EngineKey> blueprints = new ArrayList<>();
    if (precision == Precision.FP16) {
      EngineKey.of(order, Precision.FP16, device.info()).ifPresent(blueprints::add);
    }
    blueprints.add(full(order));
    return blueprints;
  }

  private EngineKey full(BuildRequest order) throws IOException {
    return EngineKey.of(order, Precision.FP32, device.info()).orElseThrow();
  }

  /** Forgets what was refused. */
  void forgive(BuildRequest order) throws IOException {
    for (EngineKey blueprint : blueprints(order)) {
      cache.forgive(blueprint);
    }
  }

  /**
   * Compiles a network, or finds it compiled. One that gives wrong numbers in half precision is
   * compiled in full.
   *
   * @throws java.io.InterruptedIOException when it was given up
   * @throws IOException when there is none that can be used, with the mend
   */
  CachedEngine make(BuildRequest order, BuildProgress progress) throws IOException {
    List<String> wrong = order.model().verify();
    if (!wrong.isEmpty()) {
      throw new IOException(String.join("; ", wrong));
    }
    while (true) {
      EngineKey blueprint = wanted(order);
      try {
        return cache.make(blueprint, file -> make(blueprint, file, progress), () -> progress.at(0));
      } catch (NumericMismatchException e) {
        cache.refuse(blueprint, String.valueOf(e.getMessage()));
      }
    }
  }

  private EngineManifest make(EngineKey blueprint, Path file, BuildProgress progress)
      throws IOException {
    Instant start = clock.instant();
    GpuMemory.need(device, COPIES * blueprint.size(), "Compiling " + blueprint);
    try {
      device.build(
          blueprint.onnx(),
          blueprint.profile(),
          file,
          cache.timings(device.info()),
          share -> progress.at(share * BUILDING));
      return compare(blueprint, file, start);
    } catch (GpuMemoryException e) {
      // Minutes went into this: it is not for every load to try again.
      throw new IOException(e.getMessage(), e);
    }
  }

  private EngineManifest compare(EngineKey blueprint, Path file, Instant start) throws IOException {
    long size = Files.size(file);
    GpuMemory.need(device, size, blueprint.toString());
    long free = device.freeMemory();
    try (Network network = device.load(file)) {
      double cosine = NumericCheck.of(network, blueprint, cpu);
      long memory = Math.max(size, free - device.freeMemory());
      Instant now = clock.instant();
      return EngineManifest.of(
          blueprint, file, memory, cosine, now, Duration.between(start, now).toSeconds());
    }
  }
}
