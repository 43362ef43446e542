package io.musicreclass.engine.tensorrt.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The files of a machine with a GPU, below a folder. */
public final class FakeMachine {
  private static final String FOLDER = "usr/lib/x86_64-linux-gnu/";
  private final Path root;

  FakeMachine(Path root) {
    this.root = root;
  }

  /** Lays an empty file down. */
  FakeMachine with(String file) {
    return with(file, "");
  }

  FakeMachine with(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return this;
  }

  /** A GPU, and all that the line needs. */
  public static FakeMachine whole(Path root, BindingSet line) {
    FakeMachine machine = new FakeMachine(root).with("dev/nvidia0").with(bindings(line));
    for (SharedLibrary library : SharedLibrary.values()) {
      machine.with(FOLDER + library.file(line));
    }
    return machine;
  }

  /** A device on the PCI bus. */
  FakeMachine pci(String vendor, String type) {
    String device = "sys/bus/pci/devices/0000:01:00." + vendor.charAt(2) + type.charAt(3) + "/";
    return with(device + "vendor", vendor + "\n").with(device + "class", type + "\n");
  }

  private static String bindings(BindingSet line) {
    return "trt/cuda" + line.major() + "/tensorrt.jar";
  }

  /** The other line, beside what both have. */
  FakeMachine and(BindingSet line) {
    with(bindings(line));
    for (SharedLibrary library : List.of(SharedLibrary.values())) {
      if (Files.notExists(root.resolve(FOLDER + library.file(line)))) {
        with(FOLDER + library.file(line));
      }
    }
    return this;
  }

  void lacks(String file) throws IOException {
    Files.delete(root.resolve(FOLDER + file));
  }

  /** libnvinfer as Debian's packages lay it. */
  void tensorrt(String version) throws IOException {
    lacks("libnvinfer.so.10");
    with(FOLDER + "libnvinfer.so." + version);
    Files.createSymbolicLink(
        root.resolve(FOLDER + "libnvinfer.so.10"), Path.of("libnvinfer.so." + version));
  }

  public GpuFiles machine() {
    return new GpuFiles(root, "amd64", "", root.resolve("trt"));
  }
}
