package io.musicreclass.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All figures. The names of the components, here and below, are those of the JSON.
 *
 * @param songs the set's name
 * @param setup the vote that was measured: after a tuning the fitted one
 * @param tuning null if nothing was fitted
 */
record EvaluationReport(
    int schema,
    String songs,
    List<String> warnings,
    Setup setup,
    Figures figures,
    StagedVote stagedVote,
    @Nullable Tuning tuning)
    implements VoteEvaluation.Report {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  EvaluationReport {
    warnings = List.copyOf(warnings);
  }

  EvaluationReport(
      String songs,
      List<String> warnings,
      Setup setup,
      Figures figures,
      StagedVote stagedVote,
      @Nullable Tuning tuning) {
    this(1, songs, warnings, setup, figures, stagedVote, tuning);
  }

  @Override
  public List<String> lines() {
    return new TextReport(this).lines();
  }

  @Override
  public String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("Records of numbers and texts have a JSON form", e);
    }
  }

  @Override
  public String html() {
    return new HtmlReport(this).page();
  }
}
