package io.musicreclass.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.publish.Health;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Prometheus metrics: files by state, songs with a verdict, pending messages, GPU sensors. */
@ApplicationScoped
class Metrics {
  private static final long MAX_AGE_NS = 1_000_000_000;

  private final DaemonHolder holder;
  private final MeterRegistry registry;
  private Optional<LedgerStats> counts = Optional.empty();
  private long counted;

  Metrics(DaemonHolder holder, MeterRegistry registry) {
    this.holder = holder;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (FileState state : FileState.values()) {
      Gauge.builder("reclass.files", this, gauge(stats -> stats.files(state)))
          .tag("state", state.toString())
          .description("Files by state")
          .register(registry);
    }
    Gauge.builder("reclass.tracks", this, gauge(LedgerStats::tracks))
        .description("Songs that have a verdict")
        .register(registry);
    Gauge.builder("reclass.tracks.sure", this, gauge(LedgerStats::sure))
        .description("Songs whose verdict is sure")
        .register(registry);
    Gauge.builder("reclass.messages.owed", this, gauge(LedgerStats::pendingMessages))
        .description("MQTT messages the broker has not acknowledged")
        .register(registry);
    gpu("reclass.gpu.load", "GPU load, 0 to 1", Health.Gpu::load);
    gpu("reclass.gpu.temperature", "GPU temperature in degrees Celsius", Health.Gpu::celsius);
    gpu("reclass.gpu.power", "Power of the whole board in watts", Health.Gpu::totalWatts);
    gpu(
        "reclass.gpu.memory.free",
        "Free memory shared by CPU and GPU, in bytes",
        g -> g.freeBytes().stream().mapToDouble(b -> b).findFirst());
    Gauge.builder("reclass.ready", this, g -> g.holder.daemon().isPresent() ? 1 : 0)
        .description("1 while the daemon runs")
        .register(registry);
  }

  /** A sensor of the GPU; NaN where there is none. */
  private void gpu(String name, String what, Function<Health.Gpu, OptionalDouble> value) {
    Gauge.builder(
            name,
            this,
            g ->
                g.holder
                    .daemon()
                    .flatMap(daemon -> daemon.health().computing().gpu())
                    .map(gpu -> value.apply(gpu).orElse(Double.NaN))
                    .orElse(Double.NaN))
        .description(what)
        .register(registry);
  }

  private static ToDoubleFunction<Metrics> gauge(ToDoubleFunction<LedgerStats> value) {
    return metrics -> metrics.counts().map(value::applyAsDouble).orElse(Double.NaN);
  }

  /** The ledger's counts, queried once for all metrics of a scrape. */
  private synchronized Optional<LedgerStats> counts() {
    long now = System.nanoTime();
    if (counts.isEmpty() || now - counted > MAX_AGE_NS) {
      counts = holder.daemon().map(daemon -> daemon.ledger().views().stats());
      counted = now;
    }
    return counts;
  }
}
