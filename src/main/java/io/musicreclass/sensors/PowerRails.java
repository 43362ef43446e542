package io.musicreclass.sensors;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Power rails measured by INA3221 monitors. */
final class PowerRails {
  /** Rails that feed the whole module. */
  private static final List<String> MODULE_RAILS = List.of("VDD_IN", "5V_IN", "POM_5V_IN");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_ .+-]{1,40}");
  private static final double MAX_MILLI = 100_000;

  private final KernelFiles kernel;

  PowerRails(KernelFiles kernel) {
    this.kernel = kernel;
  }

  /** Watts by rail, without unreadable rails. */
  Map<String, Double> watts() {
    Map<String, Double> watts = new LinkedHashMap<>();
    for (Path label : kernel.find("sys/bus/i2c/drivers/ina3221/*/hwmon/hwmon*/in*_label")) {
      String channel = name(label).replaceAll("\\D", "");
      OptionalDouble millivolt = milli(label, "in" + channel + "_input");
      // A channel that sums others has no current of its own.
      OptionalDouble milliampere = milli(label, "curr" + channel + "_input");
      if (millivolt.isPresent() && milliampere.isPresent()) {
        add(watts, label, millivolt.getAsDouble() * milliampere.getAsDouble() / 1e6);
      }
    }
    // JetPack 4
    for (Path label : kernel.find("sys/bus/i2c/drivers/ina3221x/*/iio:device*/rail_name_*")) {
      String channel = name(label).replaceAll("\\D", "");
      milli(label, "in_power" + channel + "_input").ifPresent(mw -> add(watts, label, mw / 1e3));
    }
    return watts;
  }

  /** Power of the whole module, if one rail feeds it: other rails may overlap. */
  static OptionalDouble total(Map<String, Double> watts) {
    return MODULE_RAILS.stream().filter(watts::containsKey).mapToDouble(watts::get).findFirst();
  }

  private void add(Map<String, Double> watts, Path label, double value) {
    kernel
        .text(label)
        .filter(rail -> NAME.matcher(rail).matches() && !rail.equals("NC"))
        .ifPresent(rail -> watts.put(rail, value));
  }

  private OptionalDouble milli(Path label, String file) {
    return kernel.number(label.resolveSibling(file), 0, MAX_MILLI);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
