package io.musicreclass.train.head;

import io.musicreclass.train.method.TrainingProgress;
import java.util.Map;

/** How a head is fitted, with all hyperparameters; its text is for people, on one line. */
interface HeadFitter {
  /** Fits a head to all rows of a table; its temperature is 1. */
  CalibratedHead fit(VectorTable table, long seed, TrainingProgress progress);

  /** Its hyperparameters, for a card. */
  Map<String, Object> describe();
}
