package io.musicreclass.web;

import io.musicreclass.pipeline.Daemon;
import io.musicreclass.pipeline.Spectrogram;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a song looks like. */
@Path("/api/tracks/{id}/spectrogram.png")
@Tag(name = "Known")
public class SpectrogramApi {
  /** Decoding takes a core for a moment; songs to be heard come first. */
  private static final int AT_ONCE = 2;

  private static final String FOR_A_DAY = "private, max-age=86400";

  private final Served served;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  SpectrogramApi(Served served) {
    this.served = served;
  }

  /** The middle 30 s as a mel spectrogram. The id is that of the audio, so it never changes. */
  @GET
  @Produces("image/png")
  @Operation(
      summary = "A mel spectrogram of the middle 30 seconds",
      description = "128 bands up to 11,025 Hz, 80 dB from dark to light; 404 without the file")
  public Response get(@Parameter(description = Api.ID) @PathParam("id") String id)
      throws InterruptedException {
    Daemon daemon = served.started();
    java.nio.file.Path file =
        Api.known(daemon, id).paths().stream()
            .filter(java.nio.file.Files::isReadable)
            .findFirst()
            .orElseThrow(() -> away("None of its files is there"));
    places.acquire();
    try {
      Spectrogram.Outcome outcome = Spectrogram.of(file);
      if (outcome instanceof Spectrogram.Outcome.Seen seen) {
        return Response.ok(Picture.png(seen.spectrogram()))
            .header("Cache-Control", FOR_A_DAY)
            .build();
      }
      throw away(((Spectrogram.Outcome.Unseen) outcome).reason());
    } finally {
      places.release();
    }
  }

  private static Refusal away(String why) {
    return new Refusal(404, why, "put the song back where it was, or drop it into the inbox again");
  }
}
