package io.musicreclass.engine.tensorrt;

import io.musicreclass.models.ModelPackage;

/** A package's network that is to run on the GPU. */
record BuildRequest(ModelPackage model, PackageNetwork part) {
  String name() {
    return model.card().name();
  }

  /** For people, such as {@code mert-95m encoder}. */
  @Override
  public String toString() {
    return name() + " " + part;
  }
}
