package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UrgencyTest {
  @TempDir private Path folder;

  private static SongFile song(String name, long inode) {
    return new SongFile(Path.of("/music", name), inode, 1000, 1);
  }

  @Test
  void outsideTheirHoursSongsOfTheLibraryStayInTheQueue() {
    try (Ledger ledger = Ledger.open(folder)) {
      var library = ledger.queue().arriveAll(List.of(song("a.mp3", 1)), Origin.LIBRARY);
      assertThat(library).hasSize(1);
      assertThat(ledger.views().waiting(9, Urgency.REQUESTED)).isZero();
      assertThat(ledger.queue().claim(Urgency.REQUESTED)).isEmpty();
      assertThat(ledger.queue().claim("", Urgency.REQUESTED)).isEmpty();

      var retried = ledger.queue().arriveAll(List.of(song("b.mp3", 2)), Origin.RETRY);
      assertThat(retried).hasSize(1);
      assertThat(ledger.queue().claim(Urgency.INBOX)).isEmpty();
      assertThat(name(ledger.queue().claim(Urgency.REQUESTED))).contains("b.mp3");
      assertThat(ledger.views().waiting(9, Urgency.REQUESTED)).as("in progress").isEqualTo(1);
      assertThat(name(ledger.queue().claim(Urgency.ANY))).contains("a.mp3");
      assertThat(ledger.views().waiting(9, Urgency.ANY)).isEqualTo(2);
    }
  }

  private static Optional<String> name(Optional<Job> job) {
    return job.map(j -> j.path().getFileName().toString());
  }
}
