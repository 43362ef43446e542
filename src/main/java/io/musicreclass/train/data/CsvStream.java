package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A CSV file (RFC 4180, UTF-8) read record by record: one record is in memory, its cells become
 * texts only when they are asked for.
 */
final class CsvStream implements Closeable {
  /** Characters of a record: an artist's biography has some thousands. */
  private static final int LONGEST = 4 << 20;

  private static final int MOST_CELLS = 100_000;
  private static final String REMEDY = "Get the file again, as it was published";

  private final Path file;
  private final Reader in;
  private final char[] buffer = new char[1 << 16];
  private int filled;
  private int at;
  private char[] text = new char[1 << 14];
  private int length;
  private int[] ends = new int[1024];
  private int cells;
  private int line;
  private int nextLine = 1;

  private CsvStream(Path file, Reader in) {
    this.file = file;
    this.in = in;
  }

  /** Opens a file. */
  static CsvStream open(Path file) throws ConvertException, IOException {
    if (!Files.isRegularFile(file)) {
      throw ConvertException.of(file, "is no file", REMEDY);
    }
    return new CsvStream(
        file,
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
  }

  /**
   * Reads the next record that is not empty.
   *
   * @return false at the end of the file
   */
  boolean next() throws ConvertException, IOException {
    do {
      if (!record()) {
        return false;
      }
    } while (cells == 1 && length == 0);
    return true;
  }

  private boolean record() throws ConvertException, IOException {
    length = 0;
    cells = 0;
    line = nextLine;
    boolean quoted = false;
    boolean wasQuote = false;
    int c = read();
    if (c < 0) {
      return false;
    }
    for (; ; c = read()) {
      if (c < 0 && quoted) {
        throw bad("has a quoted cell that does not end", REMEDY);
      }
      if (c == '"') {
        if (!quoted && wasQuote) {
          append('"');
        }
        quoted = !quoted;
        wasQuote = !quoted;
        continue;
      }
      wasQuote = false;
      if (c == '\n') {
        nextLine++;
      }
      if (c < 0 || (c == '\n' && !quoted)) {
        if (length > start() && text[length - 1] == '\r') {
          length--;
        }
        end();
        return true;
      }
      if (c == ',' && !quoted) {
        end();
      } else {
        append((char) c);
      }
    }
  }

  private int start() {
    return cells == 0 ? 0 : ends[cells - 1];
  }

  private void append(char c) throws ConvertException {
    if (length == text.length) {
      if (length >= LONGEST) {
        throw bad("has more than " + LONGEST + " characters (a quote that does not end?)", REMEDY);
      }
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = c;
  }

  private void end() throws ConvertException {
    if (cells == ends.length) {
      if (cells >= MOST_CELLS) {
        throw bad("has more than " + MOST_CELLS + " cells", REMEDY);
      }
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    ends[cells++] = length;
  }

  private int read() throws ConvertException, IOException {
    if (at == filled) {
      try {
        filled = Math.max(0, in.read(buffer));
      } catch (CharacterCodingException e) {
        throw ConvertException.of(file, "is not UTF-8 text after line " + nextLine, REMEDY, e);
      }
      at = 0;
      if (filled == 0) {
        return -1;
      }
      if (nextLine == 1 && length == 0 && cells == 0 && buffer[0] == '\ufeff') {
        at = 1;
        return read();
      }
    }
    return buffer[at++];
  }

  /** Number of cells of the record. */
  int size() {
    return cells;
  }

  /** A cell, without its quotes and the spaces around it. */
  String cell(int index) {
    int from = index == 0 ? 0 : ends[index - 1];
    return new String(text, from, ends[index] - from).strip();
  }

  /** A cell that is a whole number from 0 on. */
  int number(int index, String column) throws ConvertException {
    String cell = cell(index);
    if (!cell.matches("\\d{1,9}")) {
      throw bad("column " + column + ": '" + cell + "' is not a number", REMEDY);
    }
    return Integer.parseInt(cell);
  }

  /** Checks the number of cells. */
  void needCells(int expected) throws ConvertException {
    if (cells != expected) {
      throw bad("has " + cells + " cells, the header has " + expected, REMEDY);
    }
  }

  /** An error in this record. */
  ConvertException bad(String what, String remedy) {
    return ConvertException.of(file, "line " + line + " " + what, remedy);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
