package io.musicreclass.web.audio;

import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.playback.PlayableSong;
import io.musicreclass.playback.UnplayableException;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.OpenApiDescription;
import io.musicreclass.web.Secret;
import io.musicreclass.web.api.Api;
import io.musicreclass.web.api.ConcurrencyLimit;
import io.musicreclass.web.http.ApiException;
import io.musicreclass.web.http.ByteRange;
import io.musicreclass.web.http.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audio of a song. */
@Path("/api/tracks/{id}/audio")
@Secret(openable = true)
@SecurityRequirement(name = OpenApiDescription.TOKEN)
@Tag(name = "Songs")
class AudioApi {
  /** Responses at a time; each takes a thread as long as its client reads. */
  private static final int MAX_CONCURRENT = 16;

  /**
   * A browser that plays asks for everything and reads it as it plays. It gets this much, and asks
   * on; a song that is paused therefore keeps no thread and no conversion.
   */
  private static final long PART = 4 << 20;

  private static final String WAV = "wav";

  private final DaemonHolder holder;
  private final ConcurrencyLimit limit = new ConcurrencyLimit("songs played", MAX_CONCURRENT);

  AudioApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** The song as browsers play it: its file, or a WAV file made of it. */
  @GET
  @Produces(MediaType.WILDCARD)
  @Operation(
      summary = "The audio of a song",
      description =
          "MP3, FLAC, Ogg (Vorbis, Opus), AAC in MP4 and plain WAV as they are, everything else as 16-bit WAV; one byte range at a time, of which an open-ended one gets at most 4 MiB; 404 if no file of the song can be read, 409 if it has changed since it was analysed, 429 while two songs are being converted")
  @APIResponse(responseCode = "200", description = "The whole song")
  @APIResponse(responseCode = "206", description = "The requested range, or its beginning")
  public Response get(
      @Parameter(description = Api.ID) @PathParam("id") String id,
      @Parameter(description = "wav: a WAV file in any case, for browsers without the codec")
          @QueryParam("format")
          @Nullable String format,
      @Parameter(description = "bytes=FIRST-LAST, bytes=FIRST- or bytes=-COUNT")
          @HeaderParam("Range")
          @Nullable String range,
      @Parameter(description = "The ETag of which a range is wanted; if outdated, the whole song")
          @HeaderParam("If-Range")
          @Nullable String ifRange,
      @Context RoutingContext context) {
    if (format != null && !format.equals(WAV)) {
      throw new ApiException(400, "Invalid format '" + format + "'", "use wav, or leave it out");
    }
    TrackView track = Api.find(holder.started(), id);
    AudioResponse response = new AudioResponse(limit.take(), context);
    try {
      response.opened(
          holder.started().playback().open(track.id(), track.codec(), WAV.equals(format)));
      return respond(response, range, ifRange, context.request().method());
    } catch (UnplayableException e) {
      response.close();
      throw new ApiException(status(e), String.valueOf(e.getMessage()), e.remedy());
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static Response respond(
      AudioResponse response, @Nullable String range, @Nullable String ifRange, HttpMethod method) {
    PlayableSong song = response.song();
    String tag = '"' + song.version() + '"';
    boolean ranged = method.equals(HttpMethod.GET) && (ifRange == null || ifRange.equals(tag));
    ByteRange part = ByteRange.of(ranged ? range : null, song.size()).atMost(PART);
    Response.ResponseBuilder answer =
        Response.status(part.partial() ? 206 : 200)
            .header("Accept-Ranges", "bytes")
            .header("Cache-Control", "private, no-store")
            .header("ETag", tag);
    if (!part.isSatisfiable()) {
      response.close();
      Problem problem =
          new Problem(416, "The song has no such bytes", "request some of " + song.size());
      return answer
          .status(416)
          .header("Content-Range", "bytes */" + song.size())
          .type(Problem.TYPE)
          .entity(problem)
          .build();
    }
    answer.type(song.contentType()).header("Content-Length", part.count());
    if (part.partial()) {
      answer.header("Content-Range", part.contentRange(song.size()));
    }
    if (method.equals(HttpMethod.HEAD)) {
      response.close();
      return answer.build();
    }
    return answer.entity(response.body(part)).build();
  }

  /** The HTTP status for a song that cannot be opened. */
  static int status(UnplayableException e) {
    return switch (e.reason()) {
      case ABSENT, UNREADABLE -> 404;
      case CHANGED -> 409;
      case OUTSIDE -> 403;
      case BUSY -> 429;
      case NO_RESPONSE -> 503;
    };
  }
}
