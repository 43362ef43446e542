package io.musicreclass.cli.model;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for an encoder's head. */
final class HeadOption {
  @Option(
      names = "--head",
      paramLabel = "FILE",
      description =
          "Checkpoint of its head; default: the built-in head for these weights, if there is one.")
  private @Nullable Path head;

  Optional<Path> file() {
    return Optional.ofNullable(head);
  }
}
