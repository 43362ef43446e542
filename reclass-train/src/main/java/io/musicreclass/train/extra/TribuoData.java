package io.musicreclass.train.extra;

import io.musicreclass.train.method.TrainingRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows as Tribuo takes them: the names of columns and genres are their numbers. */
final class TribuoData {
  private TribuoData() {}

  /** A data set of standardised rows with their weights. */
  static Dataset<Label> of(TrainingRows rows, Standardiser inputs) {
    // Tribuo numbers columns in the order of their names.
    String[] names =
        IntStream.range(0, rows.width())
            .mapToObj(c -> String.format(Locale.ROOT, "%07d", c))
            .toArray(String[]::new);
    List<Example<Label>> examples =
        IntStream.range(0, rows.rows().length)
            .mapToObj(i -> example(rows, i, names, inputs))
            .toList();
    LabelFactory factory = new LabelFactory();
    return new MutableDataset<>(
        examples,
        new SimpleDataSourceProvenance("", Instant.EPOCH.atOffset(ZoneOffset.UTC), factory),
        factory);
  }

  private static Example<Label> example(
      TrainingRows rows, int i, String[] names, Standardiser inputs) {
    Example<Label> example =
        new ArrayExample<>(label(rows.labels()[i]), names, inputs.apply(rows.rows()[i]));
    example.setWeight((float) rows.weights()[i]);
    return example;
  }

  /** A genre. */
  static Label label(int genre) {
    return new Label(Integer.toString(genre));
  }

  /** The genre that a label is. */
  static int genre(Label label) {
    return Integer.parseInt(label.getLabel());
  }
}
