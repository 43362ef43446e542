package io.musicreclass.convert.tagger;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.csv.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The names of a network's classes: published lists, or a user's file. */
final class ClassNames {
  private static final int LARGEST = 1 << 20;

  /** Of AudioSet's table. */
  private static final int COLUMNS = 3;

  private ClassNames() {}

  /** A published list, a resource of one name a line. */
  static List<String> published(String resource) {
    try (InputStream in =
        Objects.requireNonNull(ClassNames.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The names in a user's file.
   *
   * @param labels one name a line, or AudioSet's table with a heading: index, identifier, name
   * @param count of the network's classes
   * @throws ConvertException if the file cannot be read, or has another number of names, an empty
   *     one or one twice
   */
  static List<String> read(Path labels, int count) throws ConvertException {
    List<String> names = new ArrayList<>();
    List<String> lines = lines(labels);
    boolean table = !lines.isEmpty() && lines.get(0).startsWith("index,");
    for (String line : lines.subList(table ? 1 : 0, lines.size())) {
      names.add(table ? thirdColumn(line) : line.strip());
    }
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    Optional<String> repeated = repeated(names);
    String wrong =
        names.size() != count
            ? "has " + names.size() + " names, but the network has " + count + " classes"
            : repeated.map(name -> "has the name '" + name + "' twice, or an empty one").orElse("");
    if (!wrong.isEmpty()) {
      throw ConvertException.ofOption(
          labels, wrong, "Give one name a line, in the order of the network's outputs");
    }
    return names;
  }

  private static List<String> lines(Path labels) throws ConvertException {
    try {
      if (Files.size(labels) > LARGEST) {
        throw ConvertException.ofOption(
            labels, "is too large for a list of names", "Give a text file of one name a line");
      }
      return Files.readString(labels).lines().toList();
    } catch (CharacterCodingException e) {
      throw ConvertException.ofOption(
          labels, "is not text in UTF-8", "Give a text file of one name a line");
    } catch (IOException e) {
      throw ConvertException.of(labels, "cannot be read (" + e + ")", "Check the path", e);
    }
  }

  private static String thirdColumn(String line) {
    List<String> cells = CsvRecord.cells(line);
    return cells.size() == COLUMNS ? cells.get(COLUMNS - 1).strip() : "";
  }

  private static Optional<String> repeated(List<String> names) {
    HashSet<String> seen = new HashSet<>(List.of(""));
    return names.stream().filter(name -> !seen.add(name)).findFirst();
  }
}
