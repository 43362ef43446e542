package io.musicreclass.train;

import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two genres and one feature: lines of {@code name,zcr,genre}. */
final class ToyDataSet implements DataSet {
  private static final List<String> GENRES = List.of("Classical", "Metal");

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String description() {
    return "Trains a head on two genres.";
  }

  @Override
  public String tableDescription() {
    return "CSV of name, zero-crossing rate and genre.";
  }

  @Override
  public String splitDescription() {
    return "Not used.";
  }

  @Override
  public TrainingData read(Path table, Optional<Path> split) throws IOException {
    List<String[]> lines =
        Files.readAllLines(table).stream().map(line -> line.split(",", -1)).toList();
    LabelledFeatures tracks =
        new LabelledFeatures(
            lines.stream().map(cells -> cells[0]).toList(),
            lines.stream()
                .map(cells -> new double[] {Double.parseDouble(cells[1])})
                .toArray(double[][]::new),
            lines.stream().mapToInt(cells -> GENRES.indexOf(cells[2])).toArray(),
            GENRES.size());
    TableColumn rate = new TableColumn("zcr", "zcr.mean.01", false, 1);
    return new TrainingData(tracks, List.of(rate), GENRES, Optional.empty());
  }

  @Override
  public Card card(Card.Source table, Card.Head head) {
    return new Card(
        1,
        "toy",
        Kind.HEAD,
        "fma",
        false,
        "none",
        table,
        null,
        0,
        Excerpt.FULL,
        new Card.FrontEnd("fma518", Map.of()),
        null,
        head,
        Map.of());
  }
}
