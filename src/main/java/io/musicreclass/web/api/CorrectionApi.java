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

/** A person's genre for a song: it holds over what the vote says, until it is taken back. */
@Path("/api/tracks/{id}/correction")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change", description = "What people change")
@APIResponse(
    responseCode = "200",
    description = "The verdict that holds now, as the topic result",
    content =
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Object.class)))
class CorrectionApi {
  private final DaemonHolder holder;

  CorrectionApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** What a person says. */
  public record CorrectionRequest(@Nullable String genre) {}

  /** Corrects a song; answers the verdict that holds now, as on MQTT. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Gives a song a person's genre; the vote's stays beside it as overruled")
  public String put(
      @Parameter(description = Api.ID) @PathParam("id") String id, @Nullable CorrectionRequest request) {
    Daemon daemon = holder.started();
    String genre = request == null || request.genre == null ? "" : request.genre;
    return answer(daemon, id, track -> daemon.corrections().correct(track, genre));
  }

  /** Takes a correction back; answers the verdict that holds now. */
  @DELETE
  @Operation(summary = "Takes a person's genre back: what the vote says holds again")
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
