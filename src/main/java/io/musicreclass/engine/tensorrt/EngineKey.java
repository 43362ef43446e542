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
 * Everything that a compiled engine depends on. If any of it changes, so does the key, and the
 * engine is built again.
 *
 * @param request the network
 * @param onnx the file it is compiled from
 * @param files hashes of that file and of its weights
 */
record EngineKey(
    BuildRequest request,
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
   * The key of a network in a precision; empty if the package has no such file.
   *
   * @throws IOException if it cannot be compiled; says what to do
   */
  static Optional<EngineKey> of(BuildRequest request, Precision precision, DeviceInfo device)
      throws IOException {
    Optional<Path> onnx = request.part().file(request.model(), precision);
    if (onnx.isEmpty()) {
      return Optional.empty();
    }
    String name = String.valueOf(onnx.get().getFileName());
    Card card = request.model().card();
    List<String> files =
        List.of(card.files().getOrDefault(name, ""), card.files().getOrDefault(weights(name), ""));
    OptimizationProfile profile = OptimizationProfiles.of(request, precision, device);
    return Optional.of(new EngineKey(request, onnx.get(), files, precision, profile, device));
  }

  private static String weights(String onnx) {
    return onnx.replace(".onnx", ".data");
  }

  String network() {
    return request.part().hash(request.model());
  }

  /** SHA-256 of the key, 64 hexadecimal digits. */
  String digest() {
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

  /** Size of graph and weights in bytes. */
  long size() throws IOException {
    Path weights = onnx.resolveSibling(weights(String.valueOf(onnx.getFileName())));
    return Files.size(onnx) + (Files.exists(weights) ? Files.size(weights) : 0);
  }

  ModelPackage model() {
    return request.model();
  }

  /** For people, such as {@code mert-95m encoder, fp16}. */
  @Override
  public String toString() {
    return request + ", " + precision;
  }
}
