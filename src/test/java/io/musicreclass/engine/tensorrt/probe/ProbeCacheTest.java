package io.musicreclass.engine.tensorrt.probe;

import static io.musicreclass.engine.tensorrt.probe.BindingSet.CUDA12;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCacheTest {
  private static final GpuReport.Usable USABLE = new GpuReport.Usable(CUDA12, ScriptedDevice.ORIN);
  private static final String PARSER = "usr/lib/x86_64-linux-gnu/libnvonnxparser.so.10";

  @TempDir Path root;
  private FakeMachine machine;
  private Path file;

  @BeforeEach
  void boot() throws IOException {
    machine = FakeMachine.whole(root, CUDA12);
    file = root.resolve("models/trt/probe.json");
    Files.createDirectories(root.resolve("proc/sys/kernel/random"));
    write("proc/sys/kernel/random/boot_id", "one\n");
  }

  private ProbeCache known() {
    return new ProbeCache(machine.machine(), file);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  @Test
  void aStoredResultIsTakenOnce() {
    assertThat(known().take()).isEmpty();
    known().keep(USABLE);
    assertThat(known().take()).contains(USABLE);
    assertThat(known().take()).isEmpty();
    assertThat(file.getParent()).isEmptyDirectory();
  }

  @Test
  void anotherBootProbesAgain() throws IOException {
    known().keep(USABLE);
    write("proc/sys/kernel/random/boot_id", "two\n");
    assertThat(known().take()).isEmpty();
  }

  @Test
  void anotherDriverProbesAgain() throws IOException {
    write("proc/driver/nvidia/version", "NVRM version: 560");
    known().keep(USABLE);
    write("proc/driver/nvidia/version", "NVRM version: 570");
    assertThat(known().take()).isEmpty();
  }

  @Test
  void anotherLibraryProbesAgain() throws IOException {
    known().keep(USABLE);
    Files.setLastModifiedTime(root.resolve(PARSER), FileTime.fromMillis(0));
    assertThat(known().take()).isEmpty();
  }

  @Test
  void otherBindingsProbeAgain() throws IOException {
    known().keep(USABLE);
    write("trt/cuda12/tensorrt.jar", "newer");
    assertThat(known().take()).isEmpty();
  }

  @Test
  void aMachineThatNowLacksSomethingIsProbedAgain() throws IOException {
    known().keep(USABLE);
    Files.delete(root.resolve(PARSER));
    assertThat(known().take()).isEmpty();
  }

  @Test
  void aDamagedFileIsNoResultAndDoesNotStay() throws IOException {
    write("models/trt/probe.json", "{\"line\": 12");
    assertThat(known().take()).isEmpty();
    assertThat(file).doesNotExist();
    write("models/trt/probe.json", "{}");
    assertThat(known().take()).isEmpty();
  }

  @Test
  void withoutABootIdNothingIsStored() throws IOException {
    Files.delete(root.resolve("proc/sys/kernel/random/boot_id"));
    known().keep(USABLE);
    assertThat(file).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFailure() throws IOException {
    write("models", "a file");
    known().keep(USABLE);
    assertThat(known().take()).isEmpty();
  }
}
