package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.musicreclass.train.mine.MineRunner;
import io.musicreclass.train.mine.MineTraining;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trains a head for one's own genres in the background. */
@Path("/api/training")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change")
class TrainingApi {
  private static final List<String> SOURCES =
      List.of(MineTraining.LIBRARY, MineTraining.CORRECTIONS);

  private final DaemonHolder holder;

  TrainingApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The body of a request.
   *
   * @param from library (the songs' own genre tags) or corrections
   */
  public record TrainingRequest(@Nullable String from) {}

  /**
   * The state of the current or latest training.
   *
   * @param state idle, running, ended or broken
   * @param step what is done now, while it runs
   * @param done how much of the step is done
   * @param of how much there is to do
   * @param adopted whether the latest one's head was adopted
   * @param model that got the head, or would have
   * @param text what the latest one did and why
   * @param lines its main figures
   * @param problem why the latest one failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TrainingStatus(
      String state,
      @Nullable String step,
      @Nullable Integer done,
      @Nullable Integer of,
      @Nullable Boolean adopted,
      @Nullable String model,
      @Nullable String text,
      @Nullable List<String> lines,
      @Nullable String problem) {
    private static TrainingStatus of(MineRunner.State state) {
      if (state instanceof MineRunner.State.Running running) {
        return new TrainingStatus(
            "running", running.step(), running.done(), running.of(), null, null, null, null, null);
      }
      if (state instanceof MineRunner.State.Ended ended) {
        return new TrainingStatus(
            "ended",
            null,
            null,
            null,
            ended.adopted(),
            ended.model(),
            ended.text(),
            ended.lines(),
            null);
      }
      String problem =
          state instanceof MineRunner.State.Interrupted interrupted ? interrupted.reason() : null;
      return new TrainingStatus(
          problem == null ? "idle" : "broken", null, null, null, null, null, null, null, problem);
    }
  }

  /** Starts a training. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Trains a head for your own genres from stored embeddings",
      description =
          "Returns 202 and continues in the background; GET reports the progress. Songs of one artist in five are held out; the head is adopted only if the vote with it is better on those by more than chance. No verdict changes: POST /api/revote applies an adopted head, reclass model rollback takes it back.")
  @APIResponse(
      responseCode = "202",
      description = "The training has started",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TrainingStatus.class)))
  public Response post(@Nullable TrainingRequest request) {
    if (request == null || request.from == null || !SOURCES.contains(request.from)) {
      throw new ApiException(
          400, "from is neither library nor corrections", "send one of them as from");
    }
    MineRunner runner = holder.started().training();
    try {
      if (!runner.start(request.from)) {
        throw new ApiException(
            409,
            "A training is already running",
            "wait until it has ended: GET /api/training, or cancel it: DELETE /api/training");
      }
    } catch (IOException e) {
      throw new ApiException(
          503, "The training cannot start: " + e.getMessage(), "free some space on its disk");
    }
    return Response.accepted(TrainingStatus.of(runner.state())).build();
  }

  /** The state. */
  @GET
  @Operation(summary = "Progress of the training, or how the latest one ended")
  public TrainingStatus get() {
    return TrainingStatus.of(holder.started().training().state());
  }

  /** Cancels it. */
  @DELETE
  @Operation(summary = "Cancels a running training; nothing is changed")
  @APIResponse(responseCode = "204", description = "It ends in a moment")
  public void delete() {
    holder.started().training().cancel();
  }

  /** The report, as a file because the page's policy forbids its styles. */
  @GET
  @Path("report")
  @Produces(MediaType.TEXT_HTML)
  @Operation(summary = "The report of the latest training that ended, as an HTML file")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  public Response report() throws IOException {
    java.nio.file.Path file =
        holder
            .started()
            .training()
            .report()
            .orElseThrow(
                () ->
                    new ApiException(
                        404, "No training has ended yet", "start one: POST /api/training"));
    return Response.ok(Files.readAllBytes(file))
        .type("text/html;charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"training.html\"")
        .build();
  }
}
