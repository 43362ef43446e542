package io.musicreclass.sensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Sensor values at one moment; unavailable ones are empty.
 *
 * @param load GPU load, 0 to 1
 * @param celsius GPU temperature
 * @param watts power by rail, under the board's rail names
 * @param totalWatts power of the whole module, if a rail measures it
 * @param freeBytes free memory, shared by CPU and GPU
 */
public record SensorReading(
    OptionalDouble load,
    OptionalDouble celsius,
    Map<String, Double> watts,
    OptionalDouble totalWatts,
    OptionalLong freeBytes) {

  static final SensorReading NONE =
      new SensorReading(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Map.of(),
          OptionalDouble.empty(),
          OptionalLong.empty());

  public SensorReading {
    watts = Collections.unmodifiableMap(new LinkedHashMap<>(watts));
  }

  /** Whether no value is available. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
