package io.musicreclass.csv;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads a file record by record: one record is in memory, its cells become texts only when they are
 * asked for. Spaces around cells and empty lines are skipped.
 */
public final class CsvReader implements Closeable {
  /** Characters of a record: an artist's biography has some thousands. */
  private static final int LONGEST = 4 << 20;

  private static final int MOST_CELLS = 100_000;

  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST).build())
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private final CsvParser parser;
  private char[] text = new char[1 << 14];
  private int length;
  private int[] ends = new int[1024];
  private int cells;
  private int line = 1;

  private CsvReader(CsvParser parser) {
    this.parser = parser;
  }

  /** Opens a file. */
  public static CsvReader open(Path file) throws IOException {
    CsvParser parser = FACTORY.createParser(file.toFile());
    CsvReader reader = new CsvReader(parser);
    try {
      reader.token(); // the start of the array of all records
      return reader;
    } catch (IOException e) {
      parser.close();
      throw e;
    }
  }

  /**
   * Reads the next record that is not empty.
   *
   * @return false at the end of the file
   * @throws CsvException if it is none, is too long, or is not UTF-8
   */
  public boolean next() throws IOException {
    do {
      if (!record()) {
        return false;
      }
    } while (cells == 1 && length == 0);
    return true;
  }

  private boolean record() throws IOException {
    length = 0;
    cells = 0;
    if (token() != JsonToken.START_ARRAY) {
      return false;
    }
    line = parser.currentLocation().getLineNr();
    while (token() == JsonToken.VALUE_STRING) {
      append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
    return true;
  }

  private JsonToken token() throws IOException {
    try {
      return parser.nextToken();
    } catch (CharConversionException e) {
      throw new CsvException(line, "or a later one is not UTF-8 text", e);
    } catch (StreamConstraintsException e) {
      throw tooLong(e);
    } catch (JsonParseException e) {
      boolean open = e.getOriginalMessage().startsWith("Missing closing quote");
      throw new CsvException(
          line, open ? "has a quoted cell that does not end" : "has text after a closing quote", e);
    }
  }

  private CsvException tooLong(Throwable cause) {
    return new CsvException(
        line, "has more than " + LONGEST + " characters (a quote that does not end?)", cause);
  }

  private void append(char[] characters, int from, int count) throws CsvException {
    if (length + count > LONGEST || cells >= MOST_CELLS) {
      IllegalStateException limit = new IllegalStateException(length + count + ", " + cells);
      throw length + count > LONGEST
          ? tooLong(limit)
          : new CsvException(line, "has more than " + MOST_CELLS + " cells", limit);
    }
    if (length + count > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + count));
    }
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    System.arraycopy(characters, from, text, length, count);
    length += count;
    ends[cells++] = length;
  }

  /** Number of cells of the record. */
  public int size() {
    return cells;
  }

  /** A cell, without its quotes and the spaces around it. */
  public String cell(int index) {
    int from = index == 0 ? 0 : ends[index - 1];
    return new String(text, from, ends[index] - from).strip();
  }

  /** All cells of the record. */
  public List<String> cells() {
    return IntStream.range(0, cells).mapToObj(this::cell).toList();
  }

  /** The line on which the record begins, from 1. */
  public int line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
