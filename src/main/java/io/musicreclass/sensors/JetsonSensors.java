package io.musicreclass.sensors;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sensors of a Jetson, read from sysfs and procfs as JetPack 4 to 6 lay them out. Other
 * machines have no readings: the free memory that their kernel reports is not the GPU's.
 */
public final class JetsonSensors {
  /** Tenths of a percent. The devfreq entry is named for the chip: ga10b, gv11b, gp10b, gpu. */
  private static final List<String> LOADS =
      List.of(
          "sys/devices/gpu.0/load",
          "sys/devices/platform/gpu.0/load",
          "sys/class/devfreq/*.{gpu,ga10b,gv11b,gp10b}/device/load");

  private static final List<String> ZONES = List.of("gpu-thermal", "GPU-therm");
  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

  private final KernelFiles kernel;
  private final boolean jetson;
  private final PowerRails rails;

  /** Sensors of this machine. */
  public JetsonSensors() {
    this(Path.of("/"));
  }

  /** Sensors of a board whose sysfs and procfs lie below {@code root}. */
  JetsonSensors(Path root) {
    kernel = new KernelFiles(root);
    jetson = kernel.text("proc/device-tree/compatible").orElse("").contains("nvidia,tegra");
    rails = new PowerRails(kernel);
  }

  /** Reads all sensors, which takes a few milliseconds. */
  public SensorReading read() {
    if (!jetson) {
      return SensorReading.NONE;
    }
    Map<String, Double> watts = rails.watts();
    return new SensorReading(load(), celsius(), watts, PowerRails.total(watts), freeBytes());
  }

  private OptionalDouble load() {
    for (String pattern : LOADS) {
      for (Path file : kernel.find(pattern)) {
        OptionalDouble tenths = kernel.number(file, 0, 1000);
        if (tenths.isPresent()) {
          return OptionalDouble.of(tenths.getAsDouble() / 1000);
        }
      }
    }
    return OptionalDouble.empty();
  }

  /** The zone's file holds thousandths of a degree; it is invalid while its unit is powered off. */
  private OptionalDouble celsius() {
    for (Path type : kernel.find("sys/class/thermal/thermal_zone*/type")) {
      if (ZONES.contains(kernel.text(type).orElse(""))) {
        OptionalDouble milli = kernel.number(type.resolveSibling("temp"), -40_000, 150_000);
        if (milli.isPresent()) {
          return OptionalDouble.of(milli.getAsDouble() / 1000);
        }
      }
    }
    return OptionalDouble.empty();
  }

  private OptionalLong freeBytes() {
    Matcher line = AVAILABLE.matcher(kernel.text("proc/meminfo").orElse(""));
    return line.find() && line.group(1).length() < 13
        ? OptionalLong.of(Long.parseLong(line.group(1)) * 1024)
        : OptionalLong.empty();
  }
}
