package io.musicreclass;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A small file system in memory that can be filled and freed. Mounting needs root; otherwise the
 * calling test is skipped, with a line.
 */
public final class Tmpfs implements AutoCloseable {
  private static final String FILLER = "filler";

  private final Path folder;

  private Tmpfs(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one of that size on an empty folder.
   *
   * @param size as mount takes it, such as {@code 600k}
   */
  public static Tmpfs mount(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    String error =
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()));
    if (!error.isEmpty()) {
      System.out.println("SKIPPED: no tmpfs can be mounted here: " + error);
    }
    Assumptions.assumeTrue(error.isEmpty(), "no tmpfs can be mounted here");
    return new Tmpfs(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Writes a file until no byte is left. */
  public void fill() throws IOException {
    try (OutputStream filler =
        Files.newOutputStream(
            folder.resolve(FILLER), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] block = new byte[4096];
      while (true) {
        filler.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  /** Removes the file that {@link #fill} wrote. */
  public void free() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }

  @Override
  public void close() {
    String error = run(List.of("umount", "-l", folder.toString()));
    if (!error.isEmpty()) {
      throw new IllegalStateException(error);
    }
  }

  /** The error output of a command; empty if it succeeded. */
  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? "" : output.isEmpty() ? command.get(0) + " failed" : output;
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }
}
