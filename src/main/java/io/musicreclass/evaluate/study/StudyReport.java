package io.musicreclass.evaluate.study;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.models.Card;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A report whose components, and theirs, are the JSON. */
interface StudyReport extends VoteEvaluation.Report {
  JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(new SimpleModule().addSerializer(double.class, new FiniteOrNull()))
          .build();

  /** Numbers that are not known are null. */
  final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  @Override
  default String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("Records of numbers and texts have a JSON form", e);
    }
  }

  /** As text: {@code 50.7 % (45.0 to 56.4)}. */
  static String text(Card.Accuracy accuracy) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f to %.1f)",
        100 * accuracy.value(),
        100 * accuracy.low(),
        100 * accuracy.high());
  }

  /** A count with its noun: {@code 1 song}, {@code 2 songs}. */
  static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** The lines of a table, whose columns are aligned. */
  static List<String> aligned(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(
            row -> {
              StringBuilder line = new StringBuilder();
              for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell);
                if (i < row.size() - 1) {
                  line.append(" ".repeat(widths[i] - cell.length() + 2));
                }
              }
              return line.toString();
            })
        .toList();
  }
}
