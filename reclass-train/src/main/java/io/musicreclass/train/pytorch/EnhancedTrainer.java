package io.musicreclass.train.pytorch;

import ai.djl.engine.Engine;
import io.musicreclass.train.cnn.NetworkTrainer;
import java.io.IOException;
import java.nio.file.Path;

/** The genre CNN of {@code train_gtzan_enhanced}: 17,506,058 weights for ten genres. */
public final class EnhancedTrainer implements NetworkTrainer {
  private final Widths widths;

  /** Used by the program, which finds it as a service. */
  public EnhancedTrainer() {
    this(Widths.ENHANCED);
  }

  EnhancedTrainer(Widths widths) {
    this.widths = widths;
  }

  @Override
  public String network() {
    return "enhanced";
  }

  @Override
  public Session open(int genres, long seed, Path folder) throws IOException {
    Engine engine = PytorchLibrary.load(folder);
    return new PytorchSession(engine, widths, genres, seed);
  }
}
