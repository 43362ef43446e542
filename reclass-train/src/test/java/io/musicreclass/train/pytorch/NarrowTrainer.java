package io.musicreclass.train.pytorch;

import io.musicreclass.train.cnn.NetworkTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The enhanced network with a sixteenth of its channels, which is fast to train. */
public final class NarrowTrainer implements NetworkTrainer {
  static final Widths WIDTHS = new Widths(List.of(16, 16, 32, 32), List.of(32, 32, 16));

  /** Found as a service. */
  public NarrowTrainer() {}

  @Override
  public String network() {
    return "narrow";
  }

  @Override
  public Session open(int genres, long seed, Path folder) throws IOException {
    return new EnhancedTrainer(WIDTHS).open(genres, seed, folder);
  }
}
