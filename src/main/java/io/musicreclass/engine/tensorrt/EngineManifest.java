package io.musicreclass.engine.tensorrt;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import io.musicreclass.models.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The description written beside an engine that passed its check: what it was built from, and the
 * hash of its file.
 *
 * @param part {@code encoder} or {@code head}
 * @param network hash of the package's encoder or head
 * @param sha256 of the engine file
 * @param size of the engine file in bytes
 * @param memory bytes it takes on the device at its largest shape
 * @param cosine lowest cosine similarity of its output to the CPU's in FP32
 * @param seconds the build took
 */
record EngineManifest(
    int schema,
    String model,
    String part,
    String network,
    String precision,
    OptimizationProfile profile,
    DeviceInfo device,
    String sha256,
    long size,
    long memory,
    double cosine,
    Instant at,
    long seconds) {
  private static final long LARGEST = 1 << 16;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(new JavaTimeModule())
          .build();

  EngineManifest {
    if (schema != 1) {
      throw new IllegalArgumentException("schema is " + schema + ", this version reads 1");
    }
    Objects.requireNonNull(model);
    Objects.requireNonNull(part);
    Objects.requireNonNull(network);
    Objects.requireNonNull(precision);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(device);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(at);
  }

  /** The manifest of an engine file that passed its check. */
  static EngineManifest of(
      EngineKey key, Path file, long memory, double cosine, Instant at, long seconds)
      throws IOException {
    return new EngineManifest(
        1,
        key.request().name(),
        key.request().part().toString(),
        key.network(),
        key.precision().toString(),
        key.profile(),
        key.device(),
        Hashes.ofFile(file),
        Files.size(file),
        memory,
        cosine,
        at,
        seconds);
  }

  /** The manifest in a file; empty if the file is missing or is not a manifest. */
  static Optional<EngineManifest> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return Optional.empty();
    }
    byte[] json = Files.readAllBytes(file);
    try {
      return Optional.ofNullable(JSON.readValue(json, EngineManifest.class));
    } catch (IOException e) {
      return Optional.empty(); // not JSON, or not even text
    }
  }

  /** One line for people. */
  String describe() {
    return "%s %s, %s: %d MB, cosine to the CPU %.6f, built in %d s"
        .formatted(model, part, precision, (size >> 20) + 1, cosine, seconds);
  }

  byte[] bytes() throws IOException {
    return JSON.writeValueAsBytes(this);
  }
}
