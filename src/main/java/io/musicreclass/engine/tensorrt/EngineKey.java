package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import io.musicreclass.models.Card;
import io.musicreclass.models.Hashes;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a compiled engine depends on. Whatever of it changes, the key changes, and the engine is
 * built anew.
 *
 * @param order the network
 * @param onnx the file it is compiled from
 * @param files hashes of that file and of its weights
 */
record EngineKey(
    BuildRequest order,
    Path onnx,
    List<String> files,
    Precision precision,
    OptimizationProfile profile,
    DeviceInfo device) {

  private record Key(
      String network,
      List<String> files,
      String tensorrt,
      String capability,
      String gpu,
      String precision,
      OptimizationProfile profile) {}

  EngineKey {
    files = List.copyOf(files);
  }

  /**
   * What a network needs to be compiled in a precision; empty when the package has no such file.
   *
   * @throws IOException when it cannot be compiled, with the mend
   */
  static Optional<EngineKey> of(BuildRequest order, Precision precision, DeviceInfo device)
      throws IOException {
    Optional<Path> onnx = order.part().file(order.model(), precision);
    if (onnx.isEmpty()) {
      return Optional.empty();
    }
    String name = String.valueOf(onnx.get().getFileName());
    Card card = order.model().card();
    List<String> files =
        List.of(card.files().getOrDefault(name, ""), card.files().getOrDefault(weights(name), ""));
    OptimizationProfile profile = OptimizationProfiles.of(order, precision, device);
    return Optional.of(new EngineKey(order, onnx.get(), files, precision, profile, device));
  }

  private static String weights(String onnx) {
    return onnx.replace(".onnx", ".data");
  }

  String network() {
    return order.part().hash(order.model());
  }

  /** Of 64 hexadecimal digits. */
  String key() {
    try {
      return Hashes.ofJson(
          new Key(
              network(),
              files,
              device.tensorrt(),
              device.capability(),
              device.gpu(),
              precision.toString(),
              profile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of graph and weights. */
  long size() throws IOException {
    Path weights = onnx.resolveSibling(weights(String.valueOf(onnx.getFileName())));
    return Files.size(onnx) + (Files.exists(weights) ? Files.size(weights) : 0);
  }

  ModelPackage model() {
    return order.model();
  }

  /** For people, such as {@code mert-95m encoder, fp16}. */
  @Override
  public String toString() {
    return order + ", " + precision;
  }
}
