package io.musicreclass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A small exFAT file system by FUSE, without hard links and without a rename that fails if the name
 * exists. Mounting needs root, exfatprogs and exfat-fuse; otherwise the calling test is skipped,
 * with a line.
 */
public final class ExFat implements AutoCloseable {
  private static final long BYTES = 16 << 20;

  private final Path folder;
  private final String device;

  private ExFat(Path folder, String device) {
    this.folder = folder;
    this.device = device;
  }

  /** Mounts one on an empty folder, with its image next to it. */
  public static ExFat mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path image = folder.resolveSibling(folder.getFileName() + ".image");
    try (var file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    assume(run("mkfs.exfat", image.toString()));
    Ran loop = assume(run("losetup", "-f", "--show", image.toString()));
    Ran mounted = run("mount.exfat-fuse", loop.output, folder.toString());
    if (mounted.status != 0) {
      run("losetup", "-d", loop.output);
    }
    assume(mounted);
    return new ExFat(folder, loop.output);
  }

  /** Unmounts it and mounts it again, like an unplugged disk. */
  public void remount() {
    run("umount", folder.toString());
    run("mount.exfat-fuse", device, folder.toString());
  }

  /** Unmounts it. */
  @Override
  public void close() {
    run("umount", folder.toString());
    run("losetup", "-d", device);
  }

  private record Ran(int status, String output) {}

  private static Ran assume(Ran ran) {
    if (ran.status != 0) {
      System.out.println("SKIPPED: no exFAT can be mounted here: " + ran.output);
    }
    Assumptions.assumeTrue(ran.status == 0, "no exFAT can be mounted here");
    return ran;
  }

  private static Ran run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Ran(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ran(-1, e.toString());
    }
  }
}
