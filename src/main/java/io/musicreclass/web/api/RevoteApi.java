package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.revote.Revote;
import io.musicreclass.revote.RevoteForecast;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.revote.TrialRules;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Repeats the vote for every song from its stored scores. */
@Path("/api/revote")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change")
class RevoteApi {
  /** Limit of previews at once: each reads all stored scores. */
  private static final int FORECASTS = 2;

  private final DaemonHolder holder;
  private final ConcurrencyLimit forecasts = new ConcurrencyLimit("previews", FORECASTS);

  RevoteApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The body of a re-vote request; every field may be omitted.
   *
   * @param dryRun only report what would change, optionally with the given values instead of the
   *     settings
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record RevoteRequest(
      boolean dryRun,
      @Nullable List<Double> thresholds,
      @Nullable List<Double> weights,
      @Nullable Double sure) {}

  /**
   * The state of the current or latest re-vote.
   *
   * @param state idle, running, ended or broken
   * @param done songs done so far, while it runs
   * @param tracks songs in total, while it runs
   * @param changes what the latest one changed
   * @param queued songs that lack a stage and are queued
   * @param missing songs that lack a stage and have no file left
   * @param problem why the latest one failed
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(
      String state,
      @Nullable Integer done,
      @Nullable Integer tracks,
      @Nullable RevoteForecast changes,
      @Nullable Integer queued,
      @Nullable Integer missing,
      @Nullable String problem) {}

  /** Starts a re-vote, or previews what one would change. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Repeats the vote for every song from its stored scores",
      description =
          "Returns 202 and continues in the background; GET reports the progress. With dry_run it changes nothing and returns what would change, optionally with other thresholds, weights (one per installed stage) and sure.")
  @APIResponse(
      responseCode = "200",
      description = "What would change",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RevoteForecast.class)))
  @APIResponse(
      responseCode = "202",
      description = "The re-vote has started",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Status.class)))
  public Response post(@Nullable RevoteRequest request) {
    RevoteRunner revoteRunner = holder.started().revoteRunner();
    if (request != null && request.dryRun) {
      return Response.ok(forecast(revoteRunner, request)).build();
    }
    if (request != null
        && (request.thresholds != null || request.weights != null || request.sure != null)) {
      throw new ApiException(
          400,
          "Thresholds, weights and sure require dry_run",
          "change them in the settings, run reclass reload, then re-vote");
    }
    if (!revoteRunner.start()) {
      throw new ApiException(
          409, "A re-vote is already running", "wait until it has finished: GET /api/revote");
    }
    return Response.accepted(status(revoteRunner.state())).build();
  }

  @SuppressWarnings("try") // the permit is held, not used
  private RevoteForecast forecast(RevoteRunner revoteRunner, RevoteRequest request) {
    try {
      return forecasts.run(
          () ->
              revoteRunner.forecast(
                  new TrialRules(request.thresholds, request.weights, request.sure)));
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          400,
          String.valueOf(e.getMessage()),
          "send one threshold for each stage but the last, and one weight for each stage");
    }
  }

  /** The state. */
  @GET
  @Operation(summary = "Progress of the re-vote, or what the latest one changed")
  public Status get() {
    return status(holder.started().revoteRunner().state());
  }

  private static Status status(RevoteRunner.State state) {
    if (state instanceof RevoteRunner.State.Running running) {
      return new Status("running", running.done(), running.tracks(), null, null, null, null);
    }
    if (state instanceof RevoteRunner.State.Ended ended) {
      Revote.Outcome outcome = ended.outcome();
      return new Status(
          "ended",
          null,
          null,
          outcome.changes(),
          outcome.requeued().queued(),
          outcome.requeued().missing(),
          null);
    }
    if (state instanceof RevoteRunner.State.Interrupted interrupted) {
      return new Status("broken", null, null, null, null, null, interrupted.reason());
    }
    return new Status("idle", null, null, null, null, null, null);
  }
}
