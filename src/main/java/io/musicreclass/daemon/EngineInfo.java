package io.musicreclass.daemon;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.sensors.JetsonSensors;
import io.musicreclass.sensors.SensorReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the daemon computes with, and how that is. */
final class EngineInfo {
  private final Engine engine;
  private final JetsonSensors board;
  private List<String> told = List.of();

  EngineInfo(Engine engine, JetsonSensors board) {
    this.engine = engine;
    this.board = board;
  }

  /** What is wrong with it, each with its mend. */
  List<String> problems() {
    return engine.state().problems();
  }

  /** Those that are new since this was asked last. */
  List<String> newProblems() {
    List<String> before = told;
    told = problems();
    return told.stream().filter(problem -> !before.contains(problem)).toList();
  }

  Health.Computing computing() {
    EngineState state = engine.state();
    return new Health.Computing(
        engine.kind(),
        state.precision().toString(),
        gpu(state.gpu(), board.read()),
        state.building().map(b -> new Health.Building(b.network(), b.share(), b.left())));
  }

  /** What the GPU's sensors tell by now. */
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
