package io.musicreclass.library;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.util.ArrayList;
import java.util.List;

/** Adds files of the library to the queue, many in one transaction. */
final class QueueWriter {
  private static final int BATCH = 500;

  private final Ledger ledger;
  private final Runnable queued;
  private final List<SongFile> files = new ArrayList<>();
  private int seen;
  private int added;

  /**
   * @param queued called when songs were added to the queue
   */
  QueueWriter(Ledger ledger, Runnable queued) {
    this.ledger = ledger;
    this.queued = queued;
  }

  void add(SongFile file) {
    files.add(file);
    seen++;
    if (files.size() == BATCH) {
      flush();
    }
  }

  void flush() {
    if (files.isEmpty()) {
      return;
    }
    long fresh =
        ledger.queue().arriveAll(files, Origin.LIBRARY).stream()
            .filter(Arrived.QUEUED::equals)
            .count();
    files.clear();
    if (fresh > 0) {
      ledger.reviews().openBatch(Origin.LIBRARY);
      added += (int) fresh;
      queued.run();
    }
  }

  /** How many files were added. */
  int seen() {
    return seen;
  }

  /** How many of them are new. */
  int added() {
    return added;
  }
}
