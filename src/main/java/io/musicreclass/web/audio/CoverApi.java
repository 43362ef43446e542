package io.musicreclass.web.audio;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.playback.Cover;
import io.musicreclass.playback.UnplayableException;
import io.musicreclass.track.TrackId;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.OpenApiDescription;
import io.musicreclass.web.Secret;
import io.musicreclass.web.api.Api;
import io.musicreclass.web.api.ConcurrencyLimit;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The cover of a song. */
@Path("/api/tracks/{id}/cover")
@Secret(openable = true)
@SecurityRequirement(name = OpenApiDescription.TOKEN)
@Tag(name = "Songs")
class CoverApi {
  /** Requests that wait for a decoding or a disk; a browser sends six at a time. */
  private static final int MAX_CONCURRENT = 24;

  private static final String FOR_AN_HOUR = "private, max-age=3600";

  private final DaemonHolder holder;
  private final ConcurrencyLimit limit = new ConcurrencyLimit("covers", MAX_CONCURRENT);

  CoverApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** A small picture, from the song's file or from beside it. */
  @GET
  @Produces("image/jpeg")
  @Operation(
      summary = "The cover of a song",
      description =
          "At most 320 pixels wide and high, encoded anew: the picture in the song's file, or otherwise cover, folder or front (.jpg, .jpeg, .png) in its folder. 429 while too many are being decoded, 503 if its disk does not respond")
  @APIResponse(responseCode = "200", description = "A JPEG file")
  @APIResponse(
      responseCode = "204",
      description = "There is no cover, or none of the song's files can be opened")
  public Response get(
      @Parameter(description = Api.ID) @PathParam("id") String id,
      @Parameter(description = "The ETag of a cover that is known; 304 if it is still the same")
          @HeaderParam("If-None-Match")
          @Nullable String known) {
    Daemon daemon = holder.started();
    TrackId track = Api.find(daemon, id).id();
    Optional<Cover> cover = limit.run(() -> cover(daemon, track));
    if (cover.isEmpty()) { // not 404, which browsers report as an error of the page
      return Response.noContent().header("Cache-Control", FOR_AN_HOUR).build();
    }
    String tag = '"' + cover.get().version() + '"';
    Response.ResponseBuilder answer =
        tag.equals(known) ? Response.notModified() : Response.ok(cover.get().jpeg());
    return answer.header("ETag", tag).header("Cache-Control", FOR_AN_HOUR).build();
  }

  private static Optional<Cover> cover(Daemon daemon, TrackId track) {
    try {
      return daemon.covers().cover(track);
    } catch (UnplayableException e) {
      return switch (e.reason()) {
        case ABSENT, CHANGED, OUTSIDE, UNREADABLE -> Optional.empty();
        case BUSY, NO_RESPONSE -> throw AudioApi.refusal(e);
      };
    }
  }
}
