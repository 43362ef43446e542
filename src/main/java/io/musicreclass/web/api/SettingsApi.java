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
import java.util.EnumMap;
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
      double sure,
      List<String> stages,
      List<String> genres,
      boolean setUp) {}

  /** What is wished for; what is left out stays as it is. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Wish(
      @Nullable Boolean pause,
      @Nullable Boolean writeTags,
      @JsonProperty("threshold_1") @Nullable BigDecimal threshold1,
      @JsonProperty("threshold_2") @Nullable BigDecimal threshold2,
      @Nullable BigDecimal sure) {}

  /** How it stands. */
  @GET
  @Operation(summary = "What can be changed while it runs, the stages and the genres")
  public Settings get() {
    Daemon daemon = served.started();
    RuntimeOptions runtimeOptions = daemon.controls();
    return new Settings(
        runtimeOptions.paused(),
        runtimeOptions.writeTags(),
        number(runtimeOptions, RuntimeOption.THRESHOLD_1),
        number(runtimeOptions, RuntimeOption.THRESHOLD_2),
        number(runtimeOptions, RuntimeOption.SURE),
        daemon.stages(),
        daemon.corrections().genres(),
        served.program().guide().configured() || daemon.ledger().views().stats().tracks() > 0);
  }

  private static double number(RuntimeOptions runtimeOptions, RuntimeOption option) {
    return Double.parseDouble(runtimeOptions.value(option));
  }

  /** Changes what is named; holds for songs from now on, and over restarts. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes pause, write_tags, threshold_1, threshold_2, sure; those that are named",
      description = "Holds for songs from now on and over restarts; re-vote for the others")
  public Settings patch(@Nullable Wish wish) {
    Map<RuntimeOption, String> written = wish == null ? Map.of() : written(wish);
    written.forEach(SettingsApi::check);
    written.forEach(served.started().controls()::set);
    return get();
  }

  private static Map<RuntimeOption, String> written(Wish wish) {
    Map<RuntimeOption, String> written = new EnumMap<>(RuntimeOption.class);
    onOff(written, RuntimeOption.PAUSE, wish.pause);
    onOff(written, RuntimeOption.WRITE_TAGS, wish.writeTags);
    number(written, RuntimeOption.THRESHOLD_1, wish.threshold1);
    number(written, RuntimeOption.THRESHOLD_2, wish.threshold2);
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
