package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import io.musicreclass.models.Card;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The standardisation of a head's input: the mean and scale of each value. */
final class HeadScaler {
  private static final String REMEDY =
      "Give a checkpoint with scaler_mean and scaler_scale, a pickled StandardScaler, or a .npy of"
          + " [2, inputs] with the means in its first row and the scales in its second: --scaler"
          + " FILE";

  private HeadScaler() {}

  /**
   * Takes it from the user's file, otherwise from the checkpoint; empty if neither has one.
   *
   * @throws ConvertException if the user's file has none, or one for another number of inputs
   */
  static Optional<Card.Scaler> of(Checkpoint checkpoint, int inputs, Optional<Path> file)
      throws ConvertException {
    if (file.isEmpty()) {
      return checkpoint.array("scaler_mean").isPresent()
          ? Optional.of(read(checkpoint, inputs))
          : Optional.empty();
    }
    try (Checkpoint given = Checkpoint.open(file.get())) {
      return Optional.of(read(given, inputs));
    }
  }

  private static Card.Scaler read(Checkpoint file, int inputs) throws ConvertException {
    Optional<Tensor> both = Optional.ofNullable(file.tensors().get(""));
    Optional<Tensor> mean = file.array("scaler_mean").or(() -> file.array("mean_"));
    Optional<Tensor> scale = file.array("scaler_scale").or(() -> file.array("scale_"));
    if (both.isPresent() && both.get().shape().equals(List.of(2, inputs))) {
      double[] rows = both.get().doubles();
      return scaler(
          file.file(),
          Arrays.copyOfRange(rows, 0, inputs),
          Arrays.copyOfRange(rows, inputs, rows.length));
    }
    if (mean.isEmpty() || scale.isEmpty()) {
      throw ConvertException.ofOption(
          file.file(), "has no scaler of " + inputs + " inputs", REMEDY);
    }
    if (mean.get().size() != inputs || scale.get().size() != inputs) {
      throw ConvertException.ofOption(
          file.file(),
          "has a scaler of "
              + mean.get().size()
              + " means and "
              + scale.get().size()
              + " scales for "
              + inputs
              + " inputs",
          REMEDY);
    }
    return scaler(file.file(), mean.get().doubles(), scale.get().doubles());
  }

  private static Card.Scaler scaler(Path file, double[] mean, double[] scale)
      throws ConvertException {
    try {
      return new Card.Scaler(
          Arrays.stream(mean).boxed().toList(), Arrays.stream(scale).boxed().toList());
    } catch (IllegalArgumentException e) {
      throw ConvertException.ofOption(file, "has no usable scaler: " + e.getMessage(), REMEDY);
    }
  }

  /** Refuses a head without a scaler if it needs one. */
  static Card.Scaler needed(Optional<Card.Scaler> scaler, Path head) throws ConvertException {
    return scaler.orElseThrow(
        () ->
            ConvertException.ofOption(
                head,
                "has no scaler, without which it takes the 518 features for other numbers",
                REMEDY));
  }
}
