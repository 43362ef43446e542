package io.musicreclass.engine.tensorrt.probe;

import static io.musicreclass.engine.tensorrt.probe.BindingSet.CUDA12;
import static io.musicreclass.engine.tensorrt.probe.BindingSet.CUDA13;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuFilesTest {
  @TempDir Path root;

  @Test
  void aMachineWithoutAnyDeviceNodeHasNoGpu() {
    assertThat(new FakeMachine(root).machine().hasGpu()).isFalse();
  }

  @Test
  void theDriversOwnNodesAreNoGpu() {
    FakeMachine machine = new FakeMachine(root).with("dev/nvidiactl").with("dev/nvidia-uvm");
    assertThat(machine.machine().hasGpu()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev/nvidia0", "dev/nvidia3", "dev/nvhost-gpu", "dev/nvgpu/igpu0"})
  void aPcAndBothKindsOfJetsonHaveOne(String node) {
    assertThat(new FakeMachine(root).with(node).machine().hasGpu()).isTrue();
  }

  @Test
  void aCardWithoutADriverIsAGpuWithoutItsNode() throws Exception {
    FakeMachine machine =
        FakeMachine.whole(root, CUDA12).pci("0x8086", "0x030000").pci("0x10de", "0x030200");
    Files.delete(root.resolve("dev/nvidia0"));
    assertThat(machine.machine().hasGpu()).isTrue();
    assertThat(machine.machine().problems())
        .containsExactly(
            "there is no "
                + root.resolve("dev/nvidia0")
                + ": install the NVIDIA driver (nvidia-driver) and restart; a container needs"
                + " --gpus all");
  }

  @Test
  void aCardWhoseNodeTheDriverHasNotCreatedYetIsProbed() throws Exception {
    FakeMachine machine =
        FakeMachine.whole(root, CUDA12)
            .pci("0x10de", "0x030000")
            .with("proc/driver/nvidia/gpus/0000:01:00.0/information");
    Files.delete(root.resolve("dev/nvidia0"));
    assertThat(machine.machine().hasGpu()).isTrue();
    assertThat(machine.machine().problems()).isEmpty();
  }

  @Test
  void anotherVendorsCardAndAnAudioDeviceAreNoGpu() {
    FakeMachine machine = new FakeMachine(root).pci("0x1002", "0x030000").pci("0x10de", "0x040300");
    assertThat(machine.machine().hasGpu()).isFalse();
  }

  @Test
  void aJetsonWithoutItsNodeNamesJetPackAndTheContainersOption() {
    FakeMachine machine =
        new FakeMachine(root)
            .with("proc/device-tree/compatible", "nvidia,p3768-0000+p3767-0005\0nvidia,tegra234");
    assertThat(machine.machine().hasGpu()).isTrue();
    assertThat(machine.machine().problems())
        .first()
        .asString()
        .startsWith("there is no " + root.resolve("dev/nvhost-gpu"))
        .contains("nvidia-jetpack", "--runtime nvidia");
  }

  @ParameterizedTest
  @EnumSource(BindingSet.class)
  void theBindingsWithInstalledLibrariesAreChosen(BindingSet line) {
    GpuFiles machine = FakeMachine.whole(root, line).machine();
    assertThat(machine.lines()).containsExactly(line);
    assertThat(machine.problems()).isEmpty();
  }

  @Test
  void ifBothFitTheVersionOfTensorRtDecidesTheOrder() throws Exception {
    FakeMachine both = FakeMachine.whole(root, CUDA12).and(CUDA13);
    both.tensorrt("10.3.0");
    assertThat(both.machine().lines()).containsExactly(CUDA12, CUDA13);
    both.tensorrt("10.13.3");
    assertThat(both.machine().lines()).containsExactly(CUDA13, CUDA12);
  }

  @Test
  void librariesAreInLoadOrder() {
    List<String> names =
        FakeMachine.whole(root, CUDA12).machine().libraries(CUDA12).stream()
            .map(path -> path.getFileName().toString())
            .toList();
    assertThat(names)
        .startsWith("libcuda.so.1", "libcudart.so.12")
        .endsWith("libnvinfer.so.10", "libnvinfer_plugin.so.10", "libnvonnxparser.so.10");
  }

  @Test
  void eachMissingLibraryIsNamedWithItsPackage() throws Exception {
    FakeMachine machine = FakeMachine.whole(root, CUDA12);
    machine.lacks("libnvonnxparser.so.10");
    machine.lacks("libcublas.so.12");
    machine.lacks("libcublasLt.so.12");
    machine.lacks("libcuda.so.1");
    assertThat(machine.machine().problems())
        .containsExactly(
            "libcuda.so.1 is missing: install the NVIDIA driver (a PC: nvidia-driver; a Jetson:"
                + " nvidia-l4t-cuda)",
            "libcublasLt.so.12, libcublas.so.12 are missing: install libcublas-12-*",
            "libnvonnxparser.so.10 is missing: install libnvonnxparsers10");
  }

  @Test
  void aLibraryInCudasOwnFolderIsFound() throws Exception {
    FakeMachine machine = FakeMachine.whole(root, CUDA13);
    machine.lacks("libcudart.so.13");
    machine.with("usr/local/cuda-13.0/targets/sbsa-linux/lib/libcudart.so.13");
    assertThat(machine.machine().lines()).containsExactly(CUDA13);
  }

  @Test
  void librariesOfTheRedistributedJarsNeedNotBeInstalled() throws Exception {
    FakeMachine machine = FakeMachine.whole(root, CUDA13);
    machine.lacks("libnvinfer.so.10");
    Path jar = root.resolve("trt/cuda13/tensorrt-10.15-linux-x86_64-redist.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("org/bytedeco/tensorrt/linux-x86_64/libnvinfer.so.10"));
    }
    assertThat(machine.machine().lines()).containsExactly(CUDA13);
  }

  @Test
  void missingBindingsAreReported() throws Exception {
    FakeMachine machine = FakeMachine.whole(root, CUDA12);
    Files.delete(root.resolve("trt/cuda12/tensorrt.jar"));
    Files.delete(root.resolve("trt/cuda12"));
    assertThat(machine.machine().problems()).singleElement().asString().contains("mvn package");
  }

  @Test
  void aDeviceNodeWithoutPermissionIsReportedWithItsGroup() throws Exception {
    FakeMachine machine = FakeMachine.whole(root, CUDA12);
    Path node = root.resolve("dev/nvidia0");
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(node)).as("root may read everything").isFalse();
    assertThat(machine.machine().problems())
        .singleElement()
        .asString()
        .startsWith("no permission for " + node + ": sudo usermod -aG ");
  }
}
