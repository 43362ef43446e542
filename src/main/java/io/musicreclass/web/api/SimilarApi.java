package io.musicreclass.web.api;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.track.TrackId;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Songs similar to a song. */
@Path("/api/tracks/{id}/similar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Songs")
class SimilarApi {
  private static final int MAX = 500;

  /** A search reads all vectors. */
  private static final int MAX_CONCURRENT = 2;

  private final DaemonHolder holder;
  private final ConcurrencyLimit limit =
      new ConcurrencyLimit("searches for similar songs", MAX_CONCURRENT);

  SimilarApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** The most similar songs first. */
  @GET
  @Operation(
      summary = "The songs most similar to a song",
      description =
          "similarity: the cosine of the angle between the embeddings of both songs by one encoder, 1 for the same; uncompared: songs without such an embedding; reason, with mend: why there is no answer (yet); 429 while too many searches run")
  public SimilarTracks similar(
      @Parameter(description = Api.ID) @PathParam("id") String id,
      @Parameter(description = "Songs, 1 to 500") @QueryParam("n") @DefaultValue("20") int n) {
    Daemon daemon = holder.started();
    SimilarSongs.Answer answer = search(daemon, id, n);
    return SimilarTracks.of(answer, daemon.similarSongs().model(), daemon.ledger().catalogue());
  }

  /**
   * Searches for the songs most similar to a song.
   *
   * @throws ApiException if n is out of range, the song is unknown, or too many searches run
   */
  SimilarSongs.Answer search(Daemon daemon, String id, int n) {
    if (n < 1 || n > MAX) {
      throw new ApiException(400, "Invalid n: " + n, "request 1 to " + MAX + " songs");
    }
    TrackId track = Api.find(daemon, id).id();
    return limit.run(() -> daemon.similarSongs().to(track, n));
  }
}
