package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file read line by line; empty lines and lines that begin with {@code #} are skipped. */
final class TextLines {
  private TextLines() {}

  /** Receives a line without blanks around it. */
  @FunctionalInterface
  interface Sink {
    void take(String line, int number) throws ConvertException;
  }

  /**
   * Reads all lines.
   *
   * @param remedy if the file cannot be read
   */
  static void read(Path file, String remedy, Sink sink) throws ConvertException, IOException {
    if (!Files.isRegularFile(file)) {
      throw ConvertException.of(file, "is no file", remedy);
    }
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = (number == 1 ? line.replaceFirst("^\ufeff", "") : line).strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          sink.take(text, number);
        }
      }
    } catch (CharacterCodingException e) {
      throw ConvertException.of(file, "is not UTF-8 text after line " + number, remedy, e);
    }
  }
}
