package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What can be changed while the daemon runs, and what its vote is made of. */
@Path("/api/settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings", description = "What can be changed while the daemon runs")
class SettingsApi {
  private final DaemonHolder served;

  SettingsApi(DaemonHolder served) {
    this.served = served;
  }

  /**
   * How it stands.
   *
   * @param threshold1 also there with a single stage, and without effect then
   * @param threshold2 also there with fewer than three stages, and without effect then
   * @param thresholds those in effect, in stage order: one less than there are stages
   * @param stages names of the stages that vote, in order
   * @param genres those the vote knows
   * @param setUp whether somebody has set anything up, or a song was heard
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Settings(
      boolean pause,
      boolean writeTags,
      @JsonProperty("threshold_1") double threshold1,
      @JsonProperty("threshold_2") double threshold2,
      List<Double> thresholds,
      double sure,
      List<String> stages,
      List<String> genres,
      boolean setUp) {}

  /**
   * What is wished for; what is left out stays as it is.
   *
   * @param thresholds of each stage but the last, in stage order
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Wish(
      @Nullable Boolean pause,
      @Nullable Boolean writeTags,
      @JsonProperty("threshold_1") @Nullable BigDecimal threshold1,
      @JsonProperty("threshold_2") @Nullable BigDecimal threshold2,
      @Nullable List<BigDecimal> thresholds,
      @Nullable BigDecimal sure) {}

  /** How it stands. */
  @GET
  @Operation(summary = "What can be changed while it runs, the stages and the genres")
  public Settings get() {
    Daemon daemon = served.started();
    RuntimeOptions runtimeOptions = daemon.runtimeOptions();
    return new Settings(
        runtimeOptions.paused(),
        runtimeOptions.writeTags(),
        number(runtimeOptions, RuntimeOption.threshold(1)),
        number(runtimeOptions, RuntimeOption.threshold(2)),
        runtimeOptions.thresholds(),
        number(runtimeOptions, RuntimeOption.SURE),
        daemon.stages(),
        daemon.corrections().genres(),
        served.program().guide().configured() || daemon.ledger().stats().tracks() > 0);
  }

  private static double number(RuntimeOptions runtimeOptions, RuntimeOption option) {
    return Double.parseDouble(runtimeOptions.value(option));
  }

  /** Changes what is named; holds for songs from now on, and over restarts. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Changes the named ones of pause, write_tags, thresholds, threshold_1, threshold_2, sure",
      description = "Holds for songs from now on and over restarts; re-vote for the others")
  public Settings patch(@Nullable Wish wish) {
    RuntimeOptions runtimeOptions = served.started().runtimeOptions();
    Map<RuntimeOption, String> written = wish == null ? Map.of() : written(wish);
    int expected = runtimeOptions.thresholds().size();
    if (wish != null && wish.thresholds != null && wish.thresholds.size() != expected) {
      throw new ApiException(
          400,
          "thresholds cannot be " + wish.thresholds,
          "send one number for each stage but the last: " + expected);
    }
    written.forEach(SettingsApi::check);
    written.forEach(runtimeOptions::set);
    return get();
  }

  private static Map<RuntimeOption, String> written(Wish wish) {
    Map<RuntimeOption, String> written = new LinkedHashMap<>();
    onOff(written, RuntimeOption.PAUSE, wish.pause);
    onOff(written, RuntimeOption.WRITE_TAGS, wish.writeTags);
    number(written, RuntimeOption.threshold(1), wish.threshold1);
    number(written, RuntimeOption.threshold(2), wish.threshold2);
    List<BigDecimal> thresholds = wish.thresholds == null ? List.of() : wish.thresholds;
    for (int i = 0; i < thresholds.size(); i++) {
      number(written, RuntimeOption.threshold(i + 1), thresholds.get(i));
    }
    number(written, RuntimeOption.SURE, wish.sure);
    return written;
  }

  private static void onOff(
      Map<RuntimeOption, String> written, RuntimeOption option, @Nullable Boolean wish) {
    if (wish != null) {
      written.put(option, wish ? "ON" : "OFF");
    }
  }

  private static void number(
      Map<RuntimeOption, String> written, RuntimeOption option, @Nullable BigDecimal wish) {
    if (wish != null) {
      written.put(option, wish.toPlainString());
    }
  }

  /** All are checked before any is changed. */
  private static void check(RuntimeOption option, String value) {
    if (option.value(value).isEmpty()) {
      throw new ApiException(400, option + " cannot be " + value, "it must be " + option.form());
    }
  }
}
