package io.musicreclass.ledger;

import io.musicreclass.track.Receipt;
import io.musicreclass.track.Receipt.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import java.nio.file.Path;
import java.util.List;

/** Ledgers of many songs, written in one transaction. */
public final class Synthetic {
  private Synthetic() {}

  /** A song that was heard: what its stages said, and its verdict. */
  public record Song(SongFile file, List<StageResult> results, Receipt receipt) {}

  /** Writes them as if they had been heard one after the other. */
  public static void write(Path home, List<Song> songs) {
    Ledger.open(home).close();
    LedgerLock lock = LedgerLock.take(home.resolve("ledger.lock"));
    try (Owner owner = Owner.of(home.resolve("ledger.db"), lock)) {
      owner.writer().run(() -> songs.forEach(song -> write(owner, song)));
    }
  }

  private static void write(Owner owner, Song song) {
    var unused = owner.arrivals().arrive(List.of(song.file()), Origin.INBOX);
    Job job = owner.queue().claim().orElseThrow();
    Receipt receipt = song.receipt();
    var unusedToo =
        owner.identities().identify(job, receipt.id(), receipt.seconds(), "mp3", 44_100, 2);
    song.results().forEach(result -> StageResults.keep(owner.writer(), receipt.id(), result));
    owner.endings().decide(job, receipt, List.of());
  }
}
