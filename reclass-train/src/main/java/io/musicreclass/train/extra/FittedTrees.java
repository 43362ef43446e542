package io.musicreclass.train.extra;

import io.musicreclass.models.Card;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Boosted trees, which take raw rows: trees need no scaler. */
record FittedTrees(TreeEnsemble trees, Map<String, Object> describe, List<Epoch> epochs)
    implements FittedMethod {
  @Override
  public double[] logits(double[] row) {
    return trees.logits(row);
  }

  @Override
  public byte[] toOnnx(double temperature) {
    return trees.toOnnx(temperature);
  }

  @Override
  public Optional<Card.Scaler> scaler() {
    return Optional.empty();
  }
}
