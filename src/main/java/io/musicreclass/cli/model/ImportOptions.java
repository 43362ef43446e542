package io.musicreclass.cli.model;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.convert.Import;
import io.musicreclass.track.Excerpt;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of every import. */
final class ImportOptions {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model; without: it follows from what the file is.")
  private @Nullable String name;

  @Option(
      names = "--genres",
      paramLabel = "FILE",
      description = "Text file with the head's genres, one a line, in the order of its outputs.")
  private @Nullable Path genres;

  @Option(
      names = "--excerpt",
      paramLabel = "PART",
      converter = Reading.class,
      description = "Which part of a song it listens to: start:30, middle:30, full.")
  private @Nullable Excerpt excerpt;

  @Option(
      names = "--ema",
      description = "Import the averaged copy (EMA) of the weights that the checkpoint also holds.")
  private boolean ema;

  Import.Wishes wishes(Optional<Path> head) {
    return new Import.Wishes(
        Optional.ofNullable(name),
        head,
        Optional.ofNullable(genres),
        Optional.ofNullable(excerpt),
        ema);
  }

  /** Refuses what a model has already, where only its head is imported. */
  void onlyGenres() {
    if (name != null || excerpt != null) {
      throw new UsageError(
          (name != null ? "--name" : "--excerpt")
              + " is the model's own already where a head is imported --for it: leave it out");
    }
  }

  /** Reads an excerpt, with its own words for what is none. */
  static final class Reading implements ITypeConverter<Excerpt> {
    @Override
    public Excerpt convert(String text) {
      try {
        return Excerpt.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
