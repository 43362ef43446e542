package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalQueueTest {
  @TempDir Path home;

  @Test
  void theBufferIsBoundedAndFurtherFilesAreRefused() {
    SongFile file = new SongFile(Path.of("/inbox/a.mp3"), 1, 1, 1);
    try (Ledger ledger = Ledger.open(home)) {
      ArrivalQueue arrivals = new ArrivalQueue(ledger, () -> {}, new Problems().source());
      for (int i = 0; i < 20_000; i++) {
        arrivals.add(
            file); // not started: files stay in the buffer, as they do while the disk is full
      }
      assertThatThrownBy(() -> arrivals.add(file))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("20000 files already wait");
    }
  }
}
