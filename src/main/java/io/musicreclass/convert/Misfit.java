package io.musicreclass.convert;

import io.musicreclass.convert.read.ConvertException;
import java.nio.file.Path;

/** A head for other inputs: what it is for, and where that can be had. */
final class Misfit {
  private Misfit() {}

  /**
   * Refuses it.
   *
   * @param giver what would feed it, and gives {@code width} values
   */
  static ConvertException of(Path head, int inputs, String giver, int width) {
    return ConvertException.of(
        head,
        "takes " + inputs + " values, " + giver + " gives " + width,
        switch (inputs) {
              case 518 ->
                  "It is a head on the 518 features: reclass model import head "
                      + head.getFileName();
              case 768 ->
                  "It fits MERT-v1-95M or OpenJMLA: reclass model fetch mert-95m (or openjmla)";
              case 1024 -> "It fits MERT-v1-330M: reclass model fetch mert-330m";
              case 128 -> "It fits VGGish: reclass model import vggish FILE";
              default -> "No known encoder gives " + inputs;
            }
            + "; or train a head of "
            + width
            + " inputs: reclass train");
  }
}
