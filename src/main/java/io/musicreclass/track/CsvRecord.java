package io.musicreclass.track;

import java.util.ArrayList;
import java.util.List;

/** A record of a CSV file (RFC 4180). */
public final class CsvRecord {
  private CsvRecord() {}

  /** The fields of a record, without the quotes around them. */
  public static List<String> fields(String record) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < record.length() && record.charAt(i + 1) == '"';
        if (doubled) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  /** Whether a quoted field continues on the next line. */
  public static boolean isOpen(String record) {
    return record.chars().filter(c -> c == '"').count() % 2 == 1;
  }
}
