package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Kind;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The genres of a head's outputs, in their order.
 *
 * @param origin where they were found, for people
 */
record HeadGenres(List<String> names, String origin) {
  /** First byte of a pickle, with which no text begins. */
  private static final byte PICKLE = (byte) 0x80;

  /** Bytes; a genre has one or two words. */
  private static final long LARGEST = 1 << 20;

  /** The list in {@code train_mert_classifier} and {@code train_jmla_classifier} (SPEC 4). */
  private static final List<String> FMA =
      List.of(
          "Blues",
          "Classical",
          "Country",
          "Easy Listening",
          "Electronic",
          "Experimental",
          "Folk",
          "Hip-Hop",
          "Instrumental",
          "International",
          "Jazz",
          "Old-Time/Historic",
          "Pop",
          "Rock",
          "Soul-RnB",
          "Spoken");

  /** The class order of the training scripts of genre CNNs (SPEC 5). */
  private static final List<String> GTZAN = GenreSet.GTZAN.names();

  /**
   * Takes them from the user's file, otherwise from the checkpoint, otherwise from the script that
   * writes such checkpoints.
   *
   * @throws ConvertException if no source has them, or not one for each output
   */
  static HeadGenres of(
      Checkpoint checkpoint, boolean scripted, int outputs, Kind kind, Optional<Path> file)
      throws ConvertException {
    Optional<List<String>> own = checkpoint.texts("genres");
    HeadGenres genres;
    if (file.isPresent()) {
      genres = new HeadGenres(lines(file.get()), "from " + file.get());
    } else if (own.isPresent()) {
      genres = new HeadGenres(own.get(), "as the checkpoint says");
    } else if (scripted && (kind == Kind.MERT || kind == Kind.JMLA) && outputs == FMA.size()) {
      genres = new HeadGenres(FMA, "the list of its training script; others with --genres FILE");
    } else if (kind == Kind.GTZAN_CNN && outputs == GTZAN.size()) {
      genres = new HeadGenres(GTZAN, "the order of GTZAN; others with --genres FILE");
    } else {
      throw ConvertException.ofOption(
          checkpoint.file(),
          "does not name the genres of its " + outputs + " outputs",
          "Name them in a text file, one a line, in the order of its outputs: --genres FILE");
    }
    genres.check(file.orElse(checkpoint.file()), outputs);
    return genres;
  }

  private void check(Path file, int outputs) throws ConvertException {
    if (names.size() != outputs) {
      throw ConvertException.ofOption(
          file,
          "names " + names.size() + " genres, but the head has " + outputs + " outputs",
          "Name each output once, one a line: --genres FILE");
    }
    try {
      GenreSet.of(names);
    } catch (IllegalArgumentException e) {
      throw ConvertException.ofOption(
          file, "is not a list of genres (" + e.getMessage() + ")", "Give another: --genres FILE");
    }
  }

  private static List<String> lines(Path file) throws ConvertException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException(Files.size(file) + " bytes");
      }
      byte[] written = Files.readAllBytes(file);
      if (written.length > 0 && written[0] == PICKLE) {
        return classes(file);
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(written)).toString();
      return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    } catch (IOException e) {
      throw ConvertException.of(
          file, "is not a text file of genres (" + e + ")", "Write one genre a line, in UTF-8", e);
    }
  }

  /** The classes of a pickled LabelEncoder, in output order. */
  private static List<String> classes(Path file) throws ConvertException {
    try (Checkpoint pickle = Checkpoint.open(file)) {
      return pickle
          .texts("classes_")
          .orElseThrow(
              () ->
                  ConvertException.of(
                      file, "is not a pickled LabelEncoder", "Write one genre a line, in UTF-8"));
    }
  }
}
