package io.musicreclass.train.extra;

import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;

/**
 * Gradient-boosted trees by XGBoost. It grows trees in one thread, since several would add in an
 * order that depends on their number: the same rows and seed give the same bytes with the same
 * version of XGBoost on the same architecture.
 */
public final class XgboostMethod implements HeadMethod {
  @Override
  public String name() {
    return "xgboost";
  }

  @Override
  public String description() {
    return "Gradient-boosted trees by XGBoost";
  }

  @Override
  public FittedMethod fit(TrainingRows rows, long seed, TrainingProgress progress) {
    return new Boosting(seed).fit(rows, progress);
  }
}
