package io.musicreclass.web.api;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.TrackId;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Corrections: a person's genre for a song overrules the vote until it is removed. */
@Path("/api/tracks/{id}/correction")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change", description = "Uploads, corrections, retries, re-votes, tagging and sorting")
@APIResponse(
    responseCode = "200",
    description = "The current verdict: the JSON of the MQTT topic result",
    content =
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Object.class)))
class CorrectionApi {
  private final DaemonHolder holder;

  CorrectionApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** The body of a correction request. */
  public record CorrectionRequest(@Nullable String genre) {}

  /** Corrects a song; returns the current verdict, as on MQTT. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Sets the genre of a song; the vote's genre is kept as overruled")
  public String put(
      @Parameter(description = Api.ID) @PathParam("id") String id,
      @Nullable CorrectionRequest request) {
    Daemon daemon = holder.started();
    String genre = request == null || request.genre == null ? "" : request.genre;
    return answer(daemon, id, track -> daemon.corrections().correct(track, genre));
  }

  /** Removes a correction; returns the current verdict. */
  @DELETE
  @Operation(summary = "Removes a correction: the vote applies again")
  public String delete(@Parameter(description = Api.ID) @PathParam("id") String id) {
    Daemon daemon = holder.started();
    return answer(daemon, id, daemon.corrections()::undo);
  }

  private static String answer(
      Daemon daemon, String id, Function<TrackId, Optional<ClassifiedTrack>> change) {
    try {
      return change
          .apply(new TrackId(id))
          .map(daemon.messages()::verdict)
          .orElseThrow(
              () ->
                  new ApiException(
                      404,
                      "The song has no verdict yet",
                      "correct it after it has been classified"));
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()), "send {\"genre\": \"Jazz\"}");
    }
  }
}
