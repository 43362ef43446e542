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
 * The last good result of a probe, which spares commands that soon end the seconds of another one.
 * It holds until the machine starts anew, or its driver, a library or the bindings change. Whoever
 * takes it takes it away and puts it back once the GPU has opened, so that a process that dies of
 * the GPU leaves none to the next one.
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
   * What is known of a machine.
   *
   * @param file where it is kept; its folder is made when something is
   */
  public ProbeCache(GpuFiles machine, Path file) {
    this.machine = machine;
    this.file = file;
  }

  private record Note(List<String> marks, BindingSet line, DeviceInfo info) {}

  /** The result, if nothing it depends on has changed; a second call finds none. */
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
      LOG.debugf("%s is not used: %s", file, e);
      return Optional.empty();
    }
  }

  /** Keeps a result; where it cannot be written, the next command probes again. */
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
      LOG.debugf("%s is not kept: %s", file, e);
    }
  }

  /** All that the result depends on: one boot, one driver, these files. */
  private List<String> marks(BindingSet line) throws IOException {
    Path driver = machine.root().resolve(DRIVER);
    List<String> marks = new ArrayList<>();
    marks.add(Files.readString(machine.root().resolve(BOOT)).strip());
    marks.add(Files.isReadable(driver) ? Files.readString(driver).strip() : "");
    marks.add(Objects.requireNonNullElse(System.getenv(CHOSEN), ""));
    for (Path path : machine.files(line)) {
      Path real = path.toRealPath();
      BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
      // A device node's times say nothing of the device.
      marks.add(
          now.isRegularFile() ? real + " " + now.size() + " " + now.lastModifiedTime() : "" + real);
    }
    return List.copyOf(marks);
  }
}
