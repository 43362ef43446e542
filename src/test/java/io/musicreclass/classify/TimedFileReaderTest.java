package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimedFileReaderTest {
  private static final Path FILE = Path.of("/mnt/nas/song.mp3");
  private static final FileClassification.Opened GONE = new FileClassification.Opened.Gone();

  private final TimedFileReader reads =
      new TimedFileReader(Duration.ofMillis(20), Duration.ofSeconds(10));
  private final CountDownLatch hangs = new CountDownLatch(1);

  private FileClassification.Opened hang() {
    while (hangs.getCount() > 0) { // like a system call, which ignores interrupts
      try {
        hangs.await();
      } catch (InterruptedException e) {
        // keeps waiting
      }
    }
    return GONE;
  }

  @Test
  void aHangingFileIsAbandonedAndNotOpenedTwice() throws IOException {
    assertThatThrownBy(() -> reads.open(FILE, 0, this::hang))
        .isInstanceOf(SlowFileException.class)
        .hasMessageContaining("could not be read within");
    assertThatThrownBy(() -> reads.open(FILE, 0, this::hang)).hasMessageContaining("still");
    assertThat(reads.open(Path.of("/inbox/song.mp3"), 1 << 20, () -> GONE)).isEqualTo(GONE);
    hangs.countDown();
    FileClassification.Opened opened = null;
    while (opened == null) {
      try {
        opened = reads.open(FILE, 1 << 20, () -> GONE);
      } catch (SlowFileException e) {
        Thread.onSpinWait(); // the first one is just returning
      }
    }
    assertThat(opened).isEqualTo(GONE);
  }

  @Test
  void anErrorWhileOpeningIsRethrown() {
    assertThatThrownBy(
            () ->
                reads.open(
                    FILE,
                    1 << 20,
                    () -> {
                      throw new OutOfMemoryError("native");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }
}
