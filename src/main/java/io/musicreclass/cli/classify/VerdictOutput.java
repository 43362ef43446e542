package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;

/** Where and how verdicts are printed. */
@FunctionalInterface
interface VerdictOutput {
  void print(Path file, Classifier.Outcome.Classified classified) throws IOException;

  /** Reports on standard error that a file has no verdict. */
  default void refused(Path file, String reason) {
    System.err.println(SongFile.text(file) + ": " + reason);
  }

  /** Whether a person reads it, who also wants a summary. */
  default boolean isForPeople() {
    return false;
  }
}
