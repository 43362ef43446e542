package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.PublishedModel;
import io.musicreclass.models.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A kind of encoder: how its network is built from a checkpoint, the front end and the defaults of
 * its package, and which published models are of this kind. Registered in {@link Import#FAMILIES}.
 */
interface EncoderFamily {
  /** The kind that its packages have; also the word for it in {@code reclass model import}. */
  Kind kind();

  /** Names of some tensors of such a network, by which a checkpoint is recognised. */
  List<String> typicalTensors();

  /** Models of this kind that can be fetched. */
  default List<PublishedModel> published() {
    return List.of();
  }

  /** The model of this kind that is used where the user has none, if there is one. */
  default Optional<PinnedModel> byDefault() {
    return Optional.empty();
  }

  /**
   * The checkpoint that a user's path means.
   *
   * @throws ConvertException if the path is a folder without one
   */
  default Path checkpoint(Path source) throws ConvertException {
    return source;
  }

  /** Whether the checkpoint of an encoder contains its head, too. */
  default boolean containsHead() {
    return false;
  }

  /**
   * The encoder in a checkpoint.
   *
   * @param pca a second checkpoint with PCA parameters, where the user gave one
   * @throws ConvertException if the checkpoint has no network of this kind
   */
  FoundEncoder find(Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException;
}
