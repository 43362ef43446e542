package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.evaluate.VoteEvaluation.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Songs of known genre.
 *
 * @param source where they come from, for people
 * @param all of them
 * @param used those to analyse
 */
record SongSet(String source, List<LabelledSong> all, List<LabelledSong> used) {
  SongSet {
    all = List.copyOf(all);
    used = List.copyOf(used);
  }

  SongSet(String source, List<LabelledSong> songs) {
    this(source, songs, songs);
  }

  /** Of the songs, for the head of a report. */
  String name() {
    return String.valueOf(Path.of(source).getFileName());
  }

  /** All songs, as the evaluation names them. */
  List<VoteEvaluation.Origin> origins() {
    return all.stream().map(LabelledSong::origin).toList();
  }

  boolean hasParts() {
    return all.stream().anyMatch(song -> song.part() != Part.ANY);
  }

  /**
   * Those of other parts; how many are left out is printed.
   *
   * @throws UsageError if none is left
   */
  SongSet withoutPart(Part... parts) {
    List<LabelledSong> left = new ArrayList<>(used);
    for (Part part : parts) {
      int before = left.size();
      left.removeIf(song -> song.part() == part);
      int skipped = before - left.size();
      if (skipped > 0) {
        System.err.printf(
            "reclass: skipped %d song%s of the part %s%n",
            skipped, skipped == 1 ? "" : "s", part.name().toLowerCase(Locale.ROOT));
      }
    }
    if (left.isEmpty()) {
      throw new UsageError(
          source + " has no songs of the part test: mark some, or leave the column part out");
    }
    return new SongSet(source, all, left);
  }
}
