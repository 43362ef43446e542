package io.musicreclass.library;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.util.ArrayList;
import java.util.List;

/** Adds files of the library to the queue, many in one transaction. */
final class QueueWriter {
  private static final int BATCH_SIZE = 500;

  private final Ledger ledger;
  private final Runnable onQueued;
  private final List<SongFile> files = new ArrayList<>();
  private int seen;
  private int added;

  /**
   * @param onQueued called when songs were added to the queue
   */
  QueueWriter(Ledger ledger, Runnable onQueued) {
    this.ledger = ledger;
    this.onQueued = onQueued;
  }

  void add(SongFile file) {
    files.add(file);
    seen++;
    if (files.size() == BATCH_SIZE) {
      flush();
    }
  }

  /** Writes what is buffered; to be called after the last file. */
  void flush() {
    if (files.isEmpty()) {
      return;
    }
    long count =
        ledger.queue().arriveAll(files, Origin.LIBRARY).stream()
            .filter(Arrived.QUEUED::equals)
            .count();
    files.clear();
    if (count > 0) {
      ledger.reviews().openBatch(Origin.LIBRARY);
      added += (int) count;
      onQueued.run();
    }
  }

  /** How many files were passed to {@link #add}. */
  int seen() {
    return seen;
  }

  /** How many of them were new and have been queued. */
  int added() {
    return added;
  }
}
