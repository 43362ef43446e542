package io.musicreclass.engine.tensorrt.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The last good result of a probe, which saves short-lived commands the seconds of another one.
 * Valid until the machine restarts, or its driver, a library or the bindings change. Taking it
 * removes it; it is stored again once the GPU has been opened, so a process that crashes on the GPU
 * leaves no result behind.
 */
public final class ProbeCache {
  private static final Logger LOG = Logger.getLogger(ProbeCache.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOOT = "proc/sys/kernel/random/boot_id";
  private static final String DRIVER = "proc/driver/nvidia/version";
  private static final String CHOSEN = "CUDA_VISIBLE_DEVICES";

  private final GpuFiles machine;
  private final Path file;

  /**
   * The cache of a machine.
   *
   * @param file cache file; its folder is created when needed
   */
  public ProbeCache(GpuFiles machine, Path file) {
    this.machine = machine;
    this.file = file;
  }

  private record Note(List<String> marks, BindingSet line, DeviceInfo info) {}

  /** Takes the result, if nothing it depends on has changed; a second call returns empty. */
  public Optional<GpuReport.Usable> take() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      Note note = JSON.readValue(bytes, Note.class);
      return machine.problems().isEmpty() && note.marks().equals(marks(note.line()))
          ? Optional.of(new GpuReport.Usable(note.line(), note.info()))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.debugf("Ignored a probe result: file=%s reason=%s", file, e);
      return Optional.empty();
    }
  }

  /** Stores a result; if it cannot be written, the next command probes again. */
  public void keep(GpuReport.Usable report) {
    try {
      List<String> marks = marks(report.line());
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path half = Files.createTempFile(folder, "probe", ".tmp");
      try {
        JSON.writeValue(half.toFile(), new Note(marks, report.line(), report.info()));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      LOG.debugf("Failed to store a probe result: file=%s reason=%s", file, e);
    }
  }

  /** Everything the result depends on: the boot, the driver and these files. */
  private List<String> marks(BindingSet line) throws IOException {
    Path driver = machine.root().resolve(DRIVER);
    List<String> marks = new ArrayList<>();
    marks.add(Files.readString(machine.root().resolve(BOOT)).strip());
    marks.add(Files.isReadable(driver) ? Files.readString(driver).strip() : "");
    marks.add(Objects.requireNonNullElse(System.getenv(CHOSEN), ""));
    for (Path path : machine.files(line)) {
      Path real = path.toRealPath();
      BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
      // A device node's times are meaningless.
      marks.add(
          now.isRegularFile() ? real + " " + now.size() + " " + now.lastModifiedTime() : "" + real);
    }
    return List.copyOf(marks);
  }
}
