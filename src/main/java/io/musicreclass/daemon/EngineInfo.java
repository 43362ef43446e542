package io.musicreclass.daemon;

import io.musicreclass.cluster.WorkerStatus;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.sensors.JetsonSensors;
import io.musicreclass.sensors.SensorReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The inference engine, its GPU and other machines that help: problems, build progress and sensor
 * readings.
 */
final class EngineInfo {
  private final Engine engine;
  private final JetsonSensors jetsonSensors;
  private final Supplier<List<WorkerStatus>> others;
  private List<String> reported = List.of();

  /**
   * @param others the other machines that analyse songs
   */
  EngineInfo(Engine engine, JetsonSensors jetsonSensors, Supplier<List<WorkerStatus>> others) {
    this.engine = engine;
    this.others = others;
    this.jetsonSensors = jetsonSensors;
  }

  /** The engine's problems, each with its remedy. */
  List<String> problems() {
    return engine.state().problems();
  }

  /** The problems that appeared since the previous call. */
  List<String> newProblems() {
    List<String> before = reported;
    reported = problems();
    return reported.stream().filter(problem -> !before.contains(problem)).toList();
  }

  Health.Computing computing() {
    EngineState state = engine.state();
    return new Health.Computing(
        engine.kind(),
        state.precision().toString(),
        gpu(state.gpu(), jetsonSensors.read()),
        state.building().map(b -> new Health.Building(b.network(), b.progress(), b.remaining())),
        others.get().stream()
            .map(o -> new Health.Worker(o.name(), o.stages(), o.songs(), o.lastAnswer()))
            .toList());
  }

  /** The GPU readings that are available now. */
  List<DeviceDescription.Gpu> sensors() {
    List<DeviceDescription.Gpu> sensors = new ArrayList<>();
    computing()
        .gpu()
        .ifPresent(
            gpu -> {
              gpu.celsius().ifPresent(value -> sensors.add(DeviceDescription.Gpu.TEMPERATURE));
              gpu.totalWatts().ifPresent(value -> sensors.add(DeviceDescription.Gpu.POWER));
              gpu.freeBytes().ifPresent(value -> sensors.add(DeviceDescription.Gpu.MEMORY));
            });
    return sensors;
  }

  private static Optional<Health.Gpu> gpu(String name, SensorReading reading) {
    return name.isEmpty() && reading.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Health.Gpu(
                name,
                reading.load(),
                reading.celsius(),
                reading.watts(),
                reading.totalWatts(),
                reading.freeBytes()));
  }
}
