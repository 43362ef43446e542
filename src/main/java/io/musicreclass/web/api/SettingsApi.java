package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The options that can be changed at run time, and the stages and genres of the vote. */
@Path("/api/settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings", description = "Settings, and options that can be changed at run time")
class SettingsApi {
  private final DaemonHolder holder;

  SettingsApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The current values.
   *
   * @param threshold1 also present with a single stage, and without effect then
   * @param threshold2 also present with fewer than three stages, and without effect then
   * @param thresholds those in effect, in stage order: one less than there are stages
   * @param stages names of the voting stages, in order
   * @param models every installed model and why it votes or does not
   * @param genres the genres that the vote knows
   * @param inbox the folder for new songs
   * @param setUp whether anything was configured, or a song was classified
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
      List<Model> models,
      List<String> genres,
      String inbox,
      boolean setUp) {}

  /**
   * A model.
   *
   * @param stage as which it votes; null if it does not
   * @param why it votes or does not, and what would change that
   */
  public record Model(String name, @Nullable String stage, String why) {}

  /**
   * The body of a change; omitted fields stay unchanged.
   *
   * @param thresholds of each stage but the last, in stage order
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record SettingsChange(
      @Nullable Boolean pause,
      @Nullable Boolean writeTags,
      @JsonProperty("threshold_1") @Nullable BigDecimal threshold1,
      @JsonProperty("threshold_2") @Nullable BigDecimal threshold2,
      @Nullable List<BigDecimal> thresholds,
      @Nullable BigDecimal sure) {}

  /** The current values. */
  @GET
  @Operation(summary = "Run-time options, stages and genres")
  public Settings get() {
    Daemon daemon = holder.started();
    RuntimeOptions runtimeOptions = daemon.runtimeOptions();
    return new Settings(
        runtimeOptions.paused(),
        runtimeOptions.writeTags(),
        number(runtimeOptions, RuntimeOption.threshold(1)),
        number(runtimeOptions, RuntimeOption.threshold(2)),
        runtimeOptions.thresholds(),
        number(runtimeOptions, RuntimeOption.SURE),
        daemon.stages(),
        models(daemon.models()),
        daemon.corrections().genres(),
        SongFile.text(daemon.inboxFolder()),
        holder.setupService().configured() || daemon.ledger().views().stats().tracks() > 0);
  }

  /** Those that vote first, in stage order. */
  private static List<Model> models(ModelSelection selection) {
    Stream<Model> voting =
        selection.stages().stream()
            .map(stage -> new Model(stage.model().card().name(), stage.stage(), stage.why()));
    Stream<Model> others =
        selection.unused().entrySet().stream()
            .map(unused -> new Model(unused.getKey(), null, unused.getValue()))
            .sorted(Comparator.comparing(Model::name));
    return Stream.concat(voting, others).toList();
  }

  private static double number(RuntimeOptions runtimeOptions, RuntimeOption option) {
    return Double.parseDouble(runtimeOptions.value(option));
  }

  /** Changes the given options, for future songs and across restarts. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes any of pause, write_tags, thresholds, threshold_1, threshold_2 and sure",
      description = "Applies to future songs and survives restarts; re-vote for the others")
  public Settings patch(@Nullable SettingsChange change) {
    RuntimeOptions runtimeOptions = holder.started().runtimeOptions();
    Map<RuntimeOption, String> written = change == null ? Map.of() : written(change);
    int expected = runtimeOptions.thresholds().size();
    if (change != null && change.thresholds != null && change.thresholds.size() != expected) {
      throw new ApiException(
          400,
          "thresholds cannot be " + change.thresholds,
          "send one number for each stage but the last: " + expected);
    }
    written.forEach(SettingsApi::check);
    written.forEach(runtimeOptions::set);
    return get();
  }

  private static Map<RuntimeOption, String> written(SettingsChange change) {
    Map<RuntimeOption, String> written = new LinkedHashMap<>();
    onOff(written, RuntimeOption.PAUSE, change.pause);
    onOff(written, RuntimeOption.WRITE_TAGS, change.writeTags);
    number(written, RuntimeOption.threshold(1), change.threshold1);
    number(written, RuntimeOption.threshold(2), change.threshold2);
    List<BigDecimal> thresholds = change.thresholds == null ? List.of() : change.thresholds;
    for (int i = 0; i < thresholds.size(); i++) {
      number(written, RuntimeOption.threshold(i + 1), thresholds.get(i));
    }
    number(written, RuntimeOption.SURE, change.sure);
    return written;
  }

  private static void onOff(
      Map<RuntimeOption, String> written, RuntimeOption option, @Nullable Boolean change) {
    if (change != null) {
      written.put(option, change ? "ON" : "OFF");
    }
  }

  private static void number(
      Map<RuntimeOption, String> written, RuntimeOption option, @Nullable BigDecimal change) {
    if (change != null) {
      written.put(option, change.toPlainString());
    }
  }

  /** All values are checked before any is changed. */
  private static void check(RuntimeOption option, String value) {
    if (option.value(value).isEmpty()) {
      throw new ApiException(400, option + " cannot be " + value, "it must be " + option.form());
    }
  }
}
