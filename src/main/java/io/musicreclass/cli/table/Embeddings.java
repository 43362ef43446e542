package io.musicreclass.cli.table;

import io.musicreclass.classify.FileEmbedder;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of embeddings. */
final class Embeddings {
  private Embeddings() {}

  /** What identifies the models in the index of a table. */
  static String maker(List<ModelPackage> models, boolean scores) {
    return models.stream()
            .map(model -> model.card().name() + " " + model.encoderHash())
            .collect(Collectors.joining(" + "))
        + (scores ? " scores" : "");
  }

  /** The row of a song. */
  static TableRow row(FileEmbedder embed, List<HeadInput> parts, Path song, int threads) {
    FileEmbedder.Outcome outcome = embed.embed(song, threads);
    if (outcome instanceof FileEmbedder.Outcome.Embedded embedded) {
      Embedding row =
          Embedding.of(
              HeadInput.join(parts, part -> embedded.outputs().get(parts.indexOf(part)).toArray()));
      return row.isFinite()
          ? new TableRow.Numbers(row, "")
          : new TableRow.None("some of the 518 features have no value");
    }
    return new TableRow.None(((FileEmbedder.Outcome.Refused) outcome).reason());
  }
}
