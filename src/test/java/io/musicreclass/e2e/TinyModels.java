package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Tiny checkpoints in the formats of the real ones, imported by the commands of the README. */
final class TinyModels {
  private final Reclass reclass;
  private final Path networks;

  /**
   * Models for this program.
   *
   * @param networks the folder of the reference networks
   */
  TinyModels(Reclass reclass, Path networks) {
    this.reclass = reclass;
    this.networks = networks;
  }

  /** One for each stage. */
  void all() throws IOException, InterruptedException {
    head();
    mert();
    imported(
        "jmla",
        networks.resolve("jmla_tiny/epoch_20.pth"),
        "--heads",
        "4",
        "--head",
        networks.resolve("heads/tiny48/jmla_classifier.pth"));
  }

  void head() throws IOException, InterruptedException {
    imported("head", networks.resolve("heads/msd/msd_model.pth"));
  }

  void mert() throws IOException, InterruptedException {
    imported(
        "mert",
        networks.resolve("mert95_tiny"),
        "--head",
        networks.resolve("heads/tiny48/mert_classifier.pth"));
  }

  private void imported(Object... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 2];
    command[0] = "model";
    command[1] = "import";
    for (int i = 0; i < words.length; i++) {
      command[i + 2] = words[i].toString();
    }
    Reclass.Finished finished = reclass.command(command);
    assertThat(finished.status()).as(finished.err()).isZero();
  }
}
