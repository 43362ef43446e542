package io.musicreclass.train.mine;

import io.musicreclass.classify.Classifier;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.TrackRepository.SongOfFile;
import io.musicreclass.train.data.LabelledData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The songs of a data set, found in the database or analysed.
 *
 * @param notes receives what is left out and why
 */
record MineSongs(
    LabelledData labels,
    Settings setup,
    Ledger ledger,
    MineTraining.Progress progress,
    List<String> notes) {
  /** Each song once, those of folders that are not in the database analysed now. */
  List<MineSong> read() {
    List<Path> files =
        labels.rows().stream()
            .filter(row -> row.track() == 0)
            .flatMap(row -> row.audio().stream())
            .toList();
    Map<Path, SongOfFile> known = ledger.tracks().ofFiles(files);
    List<MineSong> songs = new ArrayList<>();
    List<LabelledData.Row> unknown = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (LabelledData.Row row : labels.rows()) {
      long track =
          row.track() > 0
              ? row.track()
              : row.audio().map(known::get).map(SongOfFile::track).orElse(0L);
      if (track == 0) {
        unknown.add(row);
      } else if (seen.add(track)) {
        songs.add(MineSong.of(row, track, List.of()));
      }
    }
    if (!unknown.isEmpty()) {
      songs.addAll(analysed(unknown));
    }
    return songs;
  }

  private List<MineSong> analysed(List<LabelledData.Row> rows) {
    List<MineSong> songs = new ArrayList<>();
    int refused = 0;
    try (Classifier classifier = new Classifier(setup)) {
      for (LabelledData.Row row : rows) {
        progress.at("analysing songs", songs.size() + refused, rows.size());
        if (classifier.classifyWithAll(row.audio().orElseThrow(), setup.threads())
            instanceof Classifier.Outcome.Classified classified) {
          songs.add(MineSong.of(row, 0, classified.results()));
        } else {
          refused++;
        }
      }
    }
    notes.add(
        "analysed %d songs that are not in the database, without keeping it: reclass.library.paths can name their folder"
            .formatted(rows.size()));
    if (refused > 0) {
      notes.add("skipped songs that cannot be analysed: %d".formatted(refused));
    }
    return songs;
  }
}
