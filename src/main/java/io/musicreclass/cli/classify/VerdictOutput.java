package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import java.io.IOException;
import java.nio.file.Path;

/** Where and how verdicts are printed. */
@FunctionalInterface
interface VerdictOutput {
  void print(Path file, Classifier.Outcome.Classified classified) throws IOException;

  /** Whether a person reads it, who also wants a summary. */
  default boolean isForPeople() {
    return false;
  }
}
