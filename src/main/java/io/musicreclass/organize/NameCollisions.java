package io.musicreclass.organize;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds names that exFAT, SMB and macOS treat as equal: they differ only in case or Unicode form.
 */
final class NameCollisions {
  private NameCollisions() {}

  /** A key that is equal for all spellings of a name or path. */
  static String key(Path name) {
    String composed = Normalizer.normalize(name.toString(), Normalizer.Form.NFC);
    return Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  /**
   * A folder with the wanted name in any spelling; of several, the exact one or the first by name.
   */
  static Optional<Path> folder(Path parent, Path wanted) throws IOException {
    Path exact = parent.resolve(wanted);
    if (Files.exists(exact, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(exact);
    }
    if (!Files.isDirectory(parent)) {
      return Optional.empty();
    }
    String key = key(wanted);
    try (DirectoryStream<Path> names =
        Files.newDirectoryStream(parent, name -> key(name.getFileName()).equals(key))) {
      Path first = null;
      for (Path name : names) {
        boolean folder = Files.isDirectory(name, LinkOption.NOFOLLOW_LINKS);
        first = folder && (first == null || name.compareTo(first) < 0) ? name : first;
      }
      return Optional.ofNullable(first);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
