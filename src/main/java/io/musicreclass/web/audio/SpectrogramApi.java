package io.musicreclass.web.audio;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.playback.Playback;
import io.musicreclass.playback.UnplayableException;
import io.musicreclass.spectrogram.Spectrogram;
import io.musicreclass.track.TrackId;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.api.Api;
import io.musicreclass.web.api.ConcurrencyLimit;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The spectrogram of a song. */
@Path("/api/tracks/{id}/spectrogram.png")
@Tag(name = "Songs")
class SpectrogramApi {
  /** Decoding occupies a core for a moment; songs in the queue have priority. */
  private static final int MAX_CONCURRENT = 2;

  private static final String FOR_A_DAY = "private, max-age=86400";

  private final DaemonHolder holder;
  private final ConcurrencyLimit limit = new ConcurrencyLimit("spectrograms", MAX_CONCURRENT);

  SpectrogramApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The middle 30 s as a mel spectrogram. The ID is a hash of the audio, so the image never
   * changes.
   */
  @GET
  @Produces("image/png")
  @Operation(
      summary = "A mel spectrogram of the middle 30 seconds",
      description =
          "128 bands up to 11,025 Hz, 80 dB from dark to light; 404 if no file of the song can be read, 409 if it has changed since it was analysed, 429 while too many are being computed")
  @SuppressWarnings("try") // the permit is held, not used
  public Response get(@Parameter(description = Api.ID) @PathParam("id") String id) {
    Daemon daemon = holder.started();
    TrackId track = Api.find(daemon, id).id();
    return limit.run(() -> image(daemon.playback(), track));
  }

  private static Response image(Playback playback, TrackId track) {
    try {
      Spectrogram.Outcome outcome = playback.read(track, Spectrogram::of);
      if (outcome instanceof Spectrogram.Outcome.Computed computed) {
        return Response.ok(computed.spectrogram().png()).header("Cache-Control", FOR_A_DAY).build();
      }
      throw new ApiException(
          404,
          ((Spectrogram.Outcome.Unavailable) outcome).reason(),
          "put a readable copy of the song in its place");
    } catch (UnplayableException e) {
      throw AudioApi.refusal(e);
    }
  }
}
