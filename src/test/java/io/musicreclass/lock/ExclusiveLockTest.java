package io.musicreclass.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ExclusiveLockTest {
  @TempDir private Path folder;

  /** Whether, according to the kernel, this process has a lock on the file. */
  public static boolean kernelHolds(Path file) throws IOException {
    long inode = (long) Files.getAttribute(file, "unix:ino");
    String mine = ".* " + ProcessHandle.current().pid() + " [^ ]*:" + inode + " .*";
    return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(l -> l.matches(mine));
  }

  @Test
  void aSecondAttemptOfThisProcessIsRefusedAndDoesNotDropTheFirst() throws IOException {
    Path file = folder.resolve("lock");
    try (ExclusiveLock lock = ExclusiveLock.attempt(file).orElseThrow()) {
      assertThat(kernelHolds(file)).isTrue();
      Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
      assertThat(ExclusiveLock.attempt(file)).isEmpty();
      assertThat(ExclusiveLock.attemptExisting(link.resolve("lock"))).isEmpty();
      assertThat(ExclusiveLock.isHeldHere(link.resolve("lock"))).isTrue();
      assertThat(kernelHolds(file)).isTrue();
      assertThat(lock.channel().isOpen()).isTrue();
    }
    assertThat(kernelHolds(file)).isFalse();
    Optional<ExclusiveLock> next = ExclusiveLock.attempt(file);
    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void aMissingFileIsCreatedOnlyOnRequest() throws IOException {
    Path file = folder.resolve("lock");
    assertThat(ExclusiveLock.attemptExisting(file)).isEmpty();
    assertThat(file).doesNotExist();
    ExclusiveLock.attempt(file).orElseThrow().close();
    ExclusiveLock.attemptExisting(file).orElseThrow().close();
  }
}
