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

/** Small files in which a kernel shows itself. */
final class KernelFiles {
  private static final int MOST = 1 << 16;

  private final Path root;

  KernelFiles(Path root) {
    this.root = root;
  }

  /** Files by a path of globs, sorted; none where a folder is missing or may not be read. */
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
      return List.of(); // a sensor that is not there
    }
    return entries.stream().sorted().toList();
  }

  /** What a file says, without white space and zero bytes at its end. */
  Optional<String> text(String path) {
    return text(root.resolve(path));
  }

  Optional<String> text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
      return Optional.of(text.replaceAll("[\\s\\x00]+$", ""));
    } catch (IOException e) {
      return Optional.empty(); // not there, or its part is switched off
    }
  }

  /** A whole number in these bounds; anything else is none. */
  OptionalDouble number(Path file, double least, double most) {
    Optional<String> text = text(file).filter(t -> t.matches("-?\\d{1,12}"));
    return text.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(text.get())).stream()
            .filter(value -> least <= value && value <= most)
            .findFirst();
  }
}
