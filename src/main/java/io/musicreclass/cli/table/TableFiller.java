package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.ParallelBatch;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Computes and adds the missing rows of a table. */
final class TableFiller {
  private final SongTable table;
  private int failed;

  private TableFiller(SongTable table) {
    this.table = table;
  }

  /**
   * Adds the missing rows, in the order of the songs. A song that fails is reported on standard
   * error and tried again in the next run.
   *
   * @param atOnce number of songs processed in parallel
   * @return the exit status: 1 if a song failed
   */
  static int fill(
      SongTable table, List<Path> missing, int atOnce, ParallelBatch.Work<Path, TableRow> work)
      throws IOException {
    TableFiller filling = new TableFiller(table);
    ParallelBatch.run(missing, atOnce, work, e -> new TableRow.None(e.toString()), filling::take);
    String summary = table.summary();
    if (!summary.isEmpty()) {
      System.err.printf(
          "%s, %d new%s%n",
          summary,
          missing.size() - filling.failed,
          filling.failed == 0 ? "" : ", " + filling.failed + " failed");
    }
    return filling.failed == 0 ? 0 : 1;
  }

  private void take(Path song, TableRow row) throws IOException {
    if (row instanceof TableRow.Numbers numbers) {
      table.add(song, numbers.values().toArray());
      if (!numbers.note().isEmpty()) {
        System.err.println(SongFile.text(song) + ": " + numbers.note());
      }
    } else if (row instanceof TableRow.None none) {
      failed++;
      System.err.println(SongFile.text(song) + ": " + none.reason());
    }
  }
}
