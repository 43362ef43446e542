package io.musicreclass.sensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads small files of sysfs and procfs. */
final class KernelFiles {
  private static final int MAX_BYTES = 1 << 16;

  private final Path root;

  KernelFiles(Path root) {
    this.root = root;
  }

  /** Files matching a path of globs, sorted; none if a folder is missing or unreadable. */
  List<Path> find(String pattern) {
    List<Path> found = List.of(root);
    for (Path part : Path.of(pattern)) {
      String step = part.toString();
      List<Path> deeper = new ArrayList<>();
      for (Path folder : found) {
        if (step.matches("[^*{]+")) {
          deeper.add(folder.resolve(step));
        } else {
          deeper.addAll(list(folder, step));
        }
      }
      found = deeper;
    }
    return found.stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> list(Path folder, String glob) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // this sensor does not exist
    }
    return entries.stream().sorted().toList();
  }

  /** Content of a file without trailing white space and zero bytes. */
  Optional<String> text(String path) {
    return text(root.resolve(path));
  }

  Optional<String> text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      return Optional.of(text.replaceAll("[\\s\\x00]+$", ""));
    } catch (IOException e) {
      return Optional.empty(); // missing, or its unit is powered off
    }
  }

  /** The integer in a file; empty if it is none or out of range. */
  OptionalDouble number(Path file, double min, double max) {
    Optional<String> text = text(file).filter(t -> t.matches("-?\\d{1,12}"));
    return text.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(text.get())).stream()
            .filter(value -> min <= value && value <= max)
            .findFirst();
  }
}
