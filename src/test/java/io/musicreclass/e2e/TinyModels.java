package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tiny checkpoints in the formats of the real ones, imported by the commands of {@code
 * docs/models.md}. Each is imported once for all tests, which get copies.
 */
final class TinyModels {
  private static final Set<String> IMPORTED = new HashSet<>();

  private final Path models;
  private final Path networks;

  /**
   * Models for a program.
   *
   * @param models the folder of its packages
   * @param networks the folder of the reference networks
   */
  TinyModels(Path models, Path networks) {
    this.models = models;
    this.networks = networks;
  }

  /** The folder for imports, shared by all tests. */
  private static final class Shared {
    static final Path FOLDER = create();

    private Shared() {}

    private static Path create() {
      try {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tiny-models-");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** A model for each stage. */
  void all() throws IOException, InterruptedException {
    head();
    mert();
    copied(
        "openjmla",
        "jmla",
        networks.resolve("jmla_tiny/epoch_20.pth"),
        "--heads",
        "4",
        "--head",
        networks.resolve("heads/tiny48/jmla_classifier.pth"));
  }

  void head() throws IOException, InterruptedException {
    copied("msd_model", "head", networks.resolve("heads/msd/msd_model.pth"));
  }

  void mert() throws IOException, InterruptedException {
    copied(
        "mert-48",
        "mert",
        networks.resolve("mert95_tiny"),
        "--head",
        networks.resolve("heads/tiny48/mert_classifier.pth"));
  }

  private void copied(String name, Object... words) throws IOException, InterruptedException {
    Path shared = Shared.FOLDER.resolve("models");
    if (IMPORTED.add(name)) {
      List<Object> command = Stream.concat(Stream.of("model", "import"), Stream.of(words)).toList();
      Reclass.Finished finished =
          Reclass.in(Shared.FOLDER)
              .set("RECLASS_MODELS_PATH", shared.toString())
              .command(command.stream().map(Object::toString).toArray(String[]::new));
      assertThat(finished.status()).as(finished.err()).isZero();
    }
    Path copy = Files.createDirectories(models.resolve(name));
    try (Stream<Path> files = Files.list(shared.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }
}
