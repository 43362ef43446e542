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

/**
 * Builds engines: chooses a network's precision, and falls back to FP32 where FP16 fails the check.
 */
final class EngineCompiler {
  /** The share of the progress that is for building; the rest is for the check. */
  private static final double BUILDING = 0.9;

  /** A build holds the weights twice: as read and as compiled. */
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
   * The engine to compile for a network: in FP16 if it is configured, the package has it and it has
   * not failed its check; otherwise in FP32.
   *
   * @throws IOException if every precision was refused; says what to do
   */
  EngineKey wanted(BuildRequest request) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (EngineKey key : keys(request)) {
      Optional<String> refusal = cache.refusal(key);
      if (refusal.isEmpty()) {
        return key;
      }
      refusals.add(key + ": " + refusal.get());
    }
    throw new IOException(
        String.join("; ", refusals)
            + ": it runs on the CPU; to try again: reclass model build "
            + request.name());
  }

  /** The engine to use until the wanted one is built: the FP32 one, if it was compiled. */
  Optional<EngineKey> interim(BuildRequest request) throws IOException {
    EngineKey full = full(request);
    return cache.refusal(full).isEmpty() ? Optional.of(full) : Optional.empty();
  }

  /** Why a network is not compiled in the configured precision; empty if it is. */
  Optional<String> fallbackReason(BuildRequest request) throws IOException {
    EngineKey first = keys(request).get(0);
    return cache
        .refusal(first)
        .map(
            why ->
                first
                    + ": "
                    + why
                    + ": it runs in FP32; set reclass.engine.precision=fp32 to keep that, or try"
                    + " again: reclass model build "
                    + request.name());
  }

  /** The engines that may be compiled for a network, the preferred one first and FP32 last. */
  private List<EngineKey> keys(BuildRequest request) throws IOException {
    List<EngineKey> keys = new ArrayList<>();
    if (precision == Precision.FP16) {
      EngineKey.of(request, Precision.FP16, device.info()).ifPresent(keys::add);
    }
    keys.add(full(request));
    return keys;
  }

  private EngineKey full(BuildRequest request) throws IOException {
    return EngineKey.of(request, Precision.FP32, device.info()).orElseThrow();
  }

  /** Removes all refusals of a network. */
  void clearRefusal(BuildRequest request) throws IOException {
    for (EngineKey key : keys(request)) {
      cache.clearRefusal(key);
    }
  }

  /**
   * Compiles a network, or finds its engine in the cache. One that gives wrong numbers in FP16 is
   * compiled in FP32.
   *
   * @throws java.io.InterruptedIOException if the build was cancelled
   * @throws IOException if no usable engine can be built; says what to do
   */
  CachedEngine make(BuildRequest request, BuildProgress progress) throws IOException {
    List<String> wrong = request.model().verify();
    if (!wrong.isEmpty()) {
      throw new IOException(String.join("; ", wrong));
    }
    while (true) {
      EngineKey key = wanted(request);
      try {
        return cache.make(key, file -> make(key, file, progress), () -> progress.at(0));
      } catch (NumericMismatchException e) {
        cache.refuse(key, String.valueOf(e.getMessage()));
      }
    }
  }

  private EngineManifest make(EngineKey key, Path file, BuildProgress progress) throws IOException {
    Instant start = clock.instant();
    GpuMemory.need(device, COPIES * key.size(), "Compiling " + key);
    try {
      device.build(
          key.onnx(),
          key.profile(),
          file,
          cache.timings(device.info()),
          share -> progress.at(share * BUILDING));
      return compare(key, file, start);
    } catch (GpuMemoryException e) {
      // The build took minutes: not to be repeated at every load.
      throw new IOException(e.getMessage(), e);
    }
  }

  private EngineManifest compare(EngineKey key, Path file, Instant start) throws IOException {
    long size = Files.size(file);
    GpuMemory.need(device, size, key.toString());
    long free = device.freeMemory();
    try (Network network = device.load(file)) {
      double cosine = NumericCheck.of(network, key, cpu);
      long memory = Math.max(size, free - device.freeMemory());
      Instant now = clock.instant();
      return EngineManifest.of(
          key, file, memory, cosine, now, Duration.between(start, now).toSeconds());
    }
  }
}
