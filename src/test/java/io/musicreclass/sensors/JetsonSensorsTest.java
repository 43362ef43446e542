package io.musicreclass.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JetsonSensorsTest {
  @TempDir private Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private SensorReading read() {
    return new JetsonSensors(root).read();
  }

  private void rail(String hwmon, int channel, String label, String mv, String ma)
      throws IOException {
    write(hwmon + "/in" + channel + "_label", label + "\n");
    write(hwmon + "/in" + channel + "_input", mv + "\n");
    write(hwmon + "/curr" + channel + "_input", ma + "\n");
  }

  private void orinNano() throws IOException {
    write("proc/device-tree/compatible", "nvidia,p3768-0000+p3767-0005\0nvidia,tegra234\0");
    write("proc/meminfo", "MemTotal:  7802352 kB\nMemFree: 100 kB\nMemAvailable:    4194304 kB\n");
    write("sys/devices/platform/gpu.0/load", "427\n");
    write("sys/class/devfreq/17000000.gpu/device/load", "999\n");
    write("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
    write("sys/class/thermal/thermal_zone0/temp", "61000\n");
    write("sys/class/thermal/thermal_zone1/type", "gpu-thermal\n");
    write("sys/class/thermal/thermal_zone1/temp", "51843\n");
    String hwmon = "sys/bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon1";
    rail(hwmon, 1, "VDD_IN", "5000", "1480");
    rail(hwmon, 2, "VDD_CPU_GPU_CV", "4992", "500");
    rail(hwmon, 3, "VDD_SOC", "4992", "250");
    write(hwmon + "/in7_label", "sum of shunt voltages\n");
    write(hwmon + "/in7_input", "12\n");
  }

  @Test
  void anOrinNanoOfJetPack6IsReadInPlainUnits() throws IOException {
    orinNano();
    SensorReading reading = read();
    assertThat(reading.load()).hasValue(0.427);
    assertThat(reading.celsius()).hasValue(51.843);
    assertThat(reading.watts())
        .containsExactly(
            Map.entry("VDD_IN", 7.4),
            Map.entry("VDD_CPU_GPU_CV", 2.496),
            Map.entry("VDD_SOC", 1.248));
    assertThat(reading.totalWatts()).hasValue(7.4);
    assertThat(reading.freeBytes()).hasValue(4L << 30);
  }

  @Test
  void anAgxXavierOfJetPack5HasRailsOfTwoMonitorsAndNoTotal() throws IOException {
    write("proc/device-tree/compatible", "nvidia,p2972-0000\0nvidia,tegra194\0");
    write("proc/meminfo", "MemAvailable:   20000000 kB\n");
    write("sys/class/devfreq/17000000.gv11b/device/load", "0\n");
    write("sys/class/devfreq/15340000.vic/device/load", "800\n");
    write("sys/class/thermal/thermal_zone1/type", "GPU-therm\n");
    write("sys/class/thermal/thermal_zone1/temp", "38500\n");
    rail("sys/bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon3", 1, "GPU", "19000", "100");
    rail("sys/bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon3", 2, "CPU", "19000", "200");
    rail("sys/bus/i2c/drivers/ina3221/1-0041/hwmon/hwmon4", 1, "CV", "19000", "0");
    SensorReading reading = read();
    assertThat(reading.load()).hasValue(0);
    assertThat(reading.celsius()).hasValue(38.5);
    assertThat(reading.watts())
        .containsExactly(Map.entry("GPU", 1.9), Map.entry("CPU", 3.8), Map.entry("CV", 0.0));
    assertThat(reading.totalWatts()).isEmpty();
  }

  @Test
  void aNanoOfJetPack4ReportsMilliwatts() throws IOException {
    write("proc/device-tree/compatible", "nvidia,p3450-0000\0nvidia,tegra210\0");
    write("sys/devices/gpu.0/load", "1000\n");
    String monitor = "sys/bus/i2c/drivers/ina3221x/6-0040/iio:device0";
    write(monitor + "/rail_name_0", "POM_5V_IN\n");
    write(monitor + "/in_power0_input", "2345\n");
    SensorReading reading = read();
    assertThat(reading.load()).hasValue(1);
    assertThat(reading.watts()).containsExactly(Map.entry("POM_5V_IN", 2.345));
    assertThat(reading.totalWatts()).hasValue(2.345);
  }

  @Test
  void implausibleReadingsAreLeftOutAndTheRestIsRead() throws IOException {
    orinNano();
    write("sys/devices/platform/gpu.0/load", "busy\n");
    write("sys/class/devfreq/17000000.gpu/device/load", "1001\n");
    write("sys/class/thermal/thermal_zone1/temp", "-256000\n"); // its part is switched off
    write("sys/bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon1/in1_input", "\n");
    write("sys/bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon1/in2_label", "\u001b[2J\n");
    write("proc/meminfo", "MemAvailable: 99999999999999999999 kB\n");
    SensorReading reading = read();
    assertThat(reading.load()).isEmpty();
    assertThat(reading.celsius()).isEmpty();
    assertThat(reading.watts()).containsOnlyKeys("VDD_SOC");
    assertThat(reading.totalWatts()).isEmpty();
    assertThat(reading.freeBytes()).isEmpty();
  }

  @Test
  void anUnreadablePathFallsBackToTheNext() throws IOException {
    orinNano();
    write("sys/devices/platform/gpu.0/load", "");
    write("sys/class/devfreq/17000000.gpu/device/load", "999\n");
    Files.delete(root.resolve("sys/class/thermal/thermal_zone1/temp"));
    assertThat(read().load()).hasValue(0.999);
    assertThat(read().celsius()).isEmpty();
  }

  @Test
  void aMachineThatIsNotAJetsonHasNoReadings() throws IOException {
    orinNano();
    Files.delete(root.resolve("proc/device-tree/compatible"));
    assertThat(read().isEmpty()).isTrue();
  }

  @Test
  void aJetsonWithoutSensorsHasEmptyReadings() throws IOException {
    write("proc/device-tree/compatible", "nvidia,tegra234\0");
    assertThat(read().isEmpty()).isTrue();
  }
}
