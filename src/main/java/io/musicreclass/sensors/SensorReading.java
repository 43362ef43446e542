package io.musicreclass.sensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the sensors say at one moment; what cannot be read is empty.
 *
 * @param load of the GPU, 0 to 1
 * @param celsius of the GPU
 * @param watts of each power rail, by the name the board gives it
 * @param totalWatts of the whole module, where a rail measures that
 * @param freeBytes of the memory that CPU and GPU share
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

  /** Whether there is nothing to read here. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
