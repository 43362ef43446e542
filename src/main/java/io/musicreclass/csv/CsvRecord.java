package io.musicreclass.csv;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One record as text. */
public final class CsvRecord {
  private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\n");
  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build();

  /** How formulas begin, also behind white space that spreadsheets drop. */
  private static final Pattern FORMULA = Pattern.compile("\\s*[=+\\-@]|[\\t\\r\\n]");

  private CsvRecord() {}

  /** The record of these cells, without a line end; those that need it are quoted. */
  public static String of(List<String> cells) {
    StringWriter out = new StringWriter();
    try (CsvGenerator generator = FACTORY.createGenerator(out)) {
      generator.setSchema(LINES);
      generator.writeStartArray();
      for (String cell : cells) {
        generator.writeString(cell);
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory
    }
    String text = out.toString();
    return text.substring(0, text.length() - 1);
  }

  /** Like {@link #of}, with an apostrophe before what a spreadsheet would take for a formula. */
  public static String forSpreadsheet(List<String> cells) {
    return of(
        cells.stream().map(cell -> FORMULA.matcher(cell).lookingAt() ? "'" + cell : cell).toList());
  }

  /** The cells of a record; empty if the text is no record. */
  public static List<String> cells(String record) {
    List<String> cells = new ArrayList<>();
    try (CsvParser parser = FACTORY.createParser(record)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          cells.add(parser.getText());
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return cells;
  }
}
