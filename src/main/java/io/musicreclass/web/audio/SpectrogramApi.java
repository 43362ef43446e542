package io.musicreclass.web.audio;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.spectrogram.Spectrogram;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.api.Api;
import io.musicreclass.web.api.ConcurrencyLimit;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
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
          "128 bands up to 11,025 Hz, 80 dB from dark to light; 404 if no file of the song can be read; 429 while too many are being computed")
  @SuppressWarnings("try") // the permit is held, not used
  public Response get(@Parameter(description = Api.ID) @PathParam("id") String id) {
    Daemon daemon = holder.started();
    List<java.nio.file.Path> files = Api.find(daemon, id).paths();
    return limit.run(() -> image(files));
  }

  private static Response image(List<java.nio.file.Path> files) {
    java.nio.file.Path file =
        files.stream()
            .filter(java.nio.file.Files::isReadable)
            .findFirst()
            .orElseThrow(() -> unavailable("None of the song's files can be read"));
    Spectrogram.Outcome outcome = Spectrogram.of(file);
    if (outcome instanceof Spectrogram.Outcome.Computed computed) {
      return Response.ok(computed.spectrogram().png()).header("Cache-Control", FOR_A_DAY).build();
    }
    throw unavailable(((Spectrogram.Outcome.Unavailable) outcome).reason());
  }

  private static ApiException unavailable(String why) {
    return new ApiException(
        404, why, "put the song back where it was, or drop it into the inbox again");
  }
}
