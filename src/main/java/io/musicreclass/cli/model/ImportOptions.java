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

/** The options common to all imports. */
final class ImportOptions {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model; default: derived from the file.")
  private @Nullable String name;

  @Option(
      names = "--genres",
      paramLabel = "FILE",
      description = "Text file with the head's genres, one per line, in output order.")
  private @Nullable Path genres;

  @Option(
      names = "--excerpt",
      paramLabel = "PART",
      converter = ExcerptConverter.class,
      description = "Part of the song to analyse: start:30, middle:30 or full.")
  private @Nullable Excerpt excerpt;

  @Option(names = "--ema", description = "Import the averaged weights (EMA) of the checkpoint.")
  private boolean ema;

  Import.CommonOptions common(Optional<Path> head) {
    return new Import.CommonOptions(
        Optional.ofNullable(name),
        head,
        Optional.ofNullable(genres),
        Optional.ofNullable(excerpt),
        ema);
  }

  /** Rejects options that do not apply when only a head is imported. */
  void onlyGenres() {
    if (name != null || excerpt != null) {
      throw new UsageError(
          (name != null ? "--name" : "--excerpt")
              + " cannot be changed when a head is imported with --for: leave it out");
    }
  }

  /** Parses an excerpt, with the parser's own error message. */
  static final class ExcerptConverter implements ITypeConverter<Excerpt> {
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
