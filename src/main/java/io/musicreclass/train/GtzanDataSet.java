package io.musicreclass.train;

import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * GTZAN by its published table, with 48 of the 518 features, and its fault-filtered split. The
 * package trained on it is the bundled {@code gtzan48}.
 */
final class GtzanDataSet implements DataSet {
  @Override
  public String name() {
    return "gtzan";
  }

  @Override
  public String description() {
    return "Trains the bundled head on the published table of the GTZAN set.";
  }

  @Override
  public String tableDescription() {
    return "features_30_sec.csv, the table as published.";
  }

  @Override
  public String splitDescription() {
    return "Folder of {train,valid,test}_filtered.txt, the fault-filtered split.";
  }

  @Override
  public TrainingData read(Path table, Optional<Path> split) throws IOException {
    LabelledFeatures tracks = GtzanTable.read(table);
    Optional<Split> parts =
        split.isPresent() ? Optional.of(GtzanSplit.read(split.get(), tracks)) : Optional.empty();
    return new TrainingData(tracks, GtzanTable.COLUMNS, GtzanTable.GENRES, parts);
  }

  /** Without a time, so that the bundled package is the same bytes whenever it is trained. */
  @Override
  public Card card(Card.Source table, Card.Head head) {
    return new Card(
        1,
        "gtzan48",
        Kind.GTZAN48,
        "fma",
        true,
        "Trained by this project on published statistics of the GTZAN recordings; the"
            + " project's own licence",
        table,
        null,
        22_050,
        Excerpt.parse("middle:30"),
        new Card.FrontEnd("fma518", Map.of("channels", 1)),
        null,
        head,
        Map.of());
  }
}
