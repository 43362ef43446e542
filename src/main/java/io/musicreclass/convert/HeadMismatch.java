package io.musicreclass.convert;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Kind;
import java.nio.file.Path;

/**
 * Error text for a head with other inputs: which encoder it fits, and the commands that import
 * them.
 */
final class HeadMismatch {
  private HeadMismatch() {}

  /**
   * Refuses the head.
   *
   * @param kind of the package it was given for
   * @param giver the source of its input, of {@code width} values
   */
  static ConvertException of(Path head, int inputs, Kind kind, String giver, int width) {
    return ConvertException.of(
        head,
        "takes " + inputs + " values, but " + giver + " gives " + width,
        fitting(head, inputs)
            + "; or train one of "
            + width
            + " inputs on what "
            + (kind == Kind.HEAD
                ? "reclass features -o FILE.npy PATH... writes"
                : "reclass embed --model " + giver + " -o FILE.npy PATH... writes"));
  }

  private static String fitting(Path head, int inputs) {
    return switch (inputs) {
      case 518 -> "It is a head on the 518 features: reclass model import head " + head;
      case 768 ->
          "It fits MERT-v1-95M or OpenJMLA: "
              + fetched("mert-95m", head)
              + ", or the same with openjmla; for one already imported: "
              + given("mert-95m", head);
      case 1024 ->
          "It fits MERT-v1-330M: "
              + fetched("mert-330m", head)
              + "; if it is already imported: "
              + given("mert-330m", head);
      case 128 -> "It fits VGGish: reclass model import vggish FILE --head " + head;
      default -> "No encoder that can be fetched gives " + inputs + " values";
    };
  }

  private static String fetched(String model, Path head) {
    return "reclass model fetch " + model + " --head " + head;
  }

  private static String given(String model, Path head) {
    return "reclass model import head " + head + " --for " + model;
  }
}
