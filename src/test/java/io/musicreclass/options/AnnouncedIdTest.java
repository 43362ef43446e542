package io.musicreclass.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncedIdTest {
  @TempDir private Path home;

  private void addSong(Ledger ledger) throws IOException {
    Path song = Files.writeString(home.resolve("song.mp3"), "song");
    ledger.queue().arrive(SongFile.stat(song), Origin.INBOX);
  }

  @Test
  void aNewLedgerDoesNotKnowUntilTheBrokerHasDecidedAlsoIfSongsComeFirst() throws IOException {
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(new AnnouncedId(ledger, "n").current()).isEmpty();
      addSong(ledger);
    }
    try (Ledger ledger = Ledger.open(home)) {
      AnnouncedId announced = new AnnouncedId(ledger, "n");
      assertThat(announced.current()).isEmpty();
      announced.set("reclass_n");
    }
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(new AnnouncedId(ledger, "n").current()).contains("reclass_n");
    }
  }

  @Test
  void aLedgerOfAnEarlierVersionKeepsTheFormerIdUntilTheDeviceIsForgotten() throws IOException {
    try (Ledger ledger = Ledger.open(home)) {
      addSong(ledger);
    }
    try (Ledger ledger = Ledger.open(home)) {
      AnnouncedId announced = new AnnouncedId(ledger, "n");
      assertThat(announced.current()).contains("n");
      announced.forget();
      assertThat(announced.current()).contains("reclass_n");
    }
  }
}
