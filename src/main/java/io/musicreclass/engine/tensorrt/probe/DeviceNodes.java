package io.musicreclass.engine.tensorrt.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The device nodes of a machine's NVIDIA GPUs. */
final class DeviceNodes {
  /** Any card: a container may be given the fourth one only. {@code nvidiactl} is not a card. */
  private static final Pattern CARD = Pattern.compile("nvidia\\d+");

  private static final List<String> OF_JETSON = List.of("dev/nvhost-gpu", "dev/nvgpu", "dev/nvmap");
  private static final String VENDOR = "0x10de";

  /** The PCI class of display controllers; a card's audio device has another one. */
  private static final String DISPLAY = "0x03";

  private static final int MOST = 4096;

  private final Path root;

  DeviceNodes(Path root) {
    this.root = root;
  }

  /** The nodes that exist. */
  List<Path> found() {
    return Stream.concat(
            GpuFiles.expand(root, "dev/nvidia*").stream()
                .filter(path -> CARD.matcher(path.getFileName().toString()).matches()),
            OF_JETSON.stream().map(root::resolve).filter(Files::exists))
        .toList();
  }

  /** Whether the machine has an NVIDIA GPU, with or without its nodes. */
  boolean areExpected() {
    return !found().isEmpty() || isJetson() || hasCard();
  }

  private boolean isJetson() {
    return text(root.resolve("proc/device-tree/compatible")).contains("nvidia,tegra");
  }

  private boolean hasCard() {
    return GpuFiles.expand(root, "sys/bus/pci/devices/*").stream()
        .anyMatch(
            device ->
                text(device.resolve("vendor")).startsWith(VENDOR)
                    && text(device.resolve("class")).startsWith(DISPLAY));
  }

  /** Whether the driver has found a card; it creates the node when a program opens it. */
  private boolean isDriven() {
    return !GpuFiles.expand(root, "proc/driver/nvidia/gpus/*").isEmpty();
  }

  /** Why nodes cannot be used and what to do, a sentence each. */
  List<String> problems() {
    List<Path> found = found();
    if (!found.isEmpty()) {
      return found.stream().filter(node -> !isOpen(node)).map(DeviceNodes::closed).toList();
    }
    if (isJetson()) {
      return List.of(
          "there is no "
              + root.resolve(OF_JETSON.get(0))
              + ": install JetPack (nvidia-jetpack); a container needs --runtime nvidia");
    }
    return isDriven()
        ? List.of()
        : List.of(
            "there is no "
                + root.resolve("dev/nvidia0")
                + ": install the NVIDIA driver (nvidia-driver) and restart; a container needs"
                + " --gpus all");
  }

  private static boolean isOpen(Path node) {
    return Files.isDirectory(node) || (Files.isReadable(node) && Files.isWritable(node));
  }

  private static String closed(Path node) {
    return "no permission for "
        + node
        + ": sudo usermod -aG "
        + group(node)
        + " "
        + System.getProperty("user.name")
        + ", then log in again or restart the service";
  }

  private static String group(Path node) {
    try {
      String group = Files.getAttribute(node, "posix:group").toString();
      return group.equals("root") ? "video,render" : group;
    } catch (IOException | UnsupportedOperationException e) {
      return "video,render";
    }
  }

  /** The text of a small kernel file; empty if it does not exist. */
  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
