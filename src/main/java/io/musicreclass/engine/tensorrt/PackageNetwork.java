package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A network of a model package. */
enum PackageNetwork {
  ENCODER,
  HEAD;

  /** Its file in a precision; empty if there is none. Heads are small and stay in FP32. */
  Optional<Path> file(ModelPackage model, Precision precision) {
    return switch (this) {
      case ENCODER -> precision == Precision.FP16 ? model.encoderHalf() : model.encoder();
      case HEAD -> precision == Precision.FP16 ? Optional.empty() : model.head();
    };
  }

  /** Hash of everything its output depends on. */
  String hash(ModelPackage model) {
    return this == ENCODER ? model.encoderHash() : model.headHash();
  }

  /** Loads it on an engine that needs no compiling. */
  Network load(ModelPackage model, Engine engine) throws IOException {
    return this == ENCODER ? engine.encoder(model) : engine.head(model);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
