package io.musicreclass.train.head;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs a written head on the CPU and compares its logits with those of its training. */
final class HeadCheck {
  private static final double TOLERANCE = 1e-3;
  private static final int ROWS = 100;

  private HeadCheck() {}

  /**
   * Compares the logits of the first rows of a table.
   *
   * @throws IOException if they differ by more than 0.001
   */
  static void run(HeadFolder written, CalibratedHead fitted, VectorTable table) throws IOException {
    Path folder = Files.createTempDirectory("head");
    Path file = folder.resolve(ModelPackage.HEAD);
    try {
      try (OutputStream to = Files.newOutputStream(file)) {
        written.onnx().writeTo(to);
      }
      try (Engine engine = Engines.cpu(1);
          Network network = engine.load(file)) {
        Card.@Nullable Scaler scaler = written.description().head().scaler();
        for (int row = 0; row < Math.min(ROWS, table.size()); row++) {
          double[] values = table.row(row);
          compare(network.run(scaled(values, scaler), 1, values.length), fitted.logits(values));
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static float[] scaled(double[] values, Card.@Nullable Scaler scaler) {
    float[] x = new float[values.length];
    for (int c = 0; c < x.length; c++) {
      x[c] =
          (float)
              (scaler == null
                  ? values[c]
                  : (values[c] - scaler.mean().get(c)) / scaler.scale().get(c));
    }
    return x;
  }

  private static void compare(float[] found, double[] expected) throws IOException {
    for (int g = 0; g < expected.length; g++) {
      double error = Math.abs(found[g] - expected[g]) / Math.max(1, Math.abs(expected[g]));
      if (!(error <= TOLERANCE)) {
        throw new IOException(
            "The head's network differs from its training by "
                + error
                + ": values of the table are too large for 32 bits; scale them down");
      }
    }
  }
}
