package io.musicreclass.web.api;

import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Failed files, heard again. */
@Path("/api/retry")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change")
class RetryApi {
  private final DaemonHolder holder;

  RetryApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * What is asked for.
   *
   * @param paths absolute, or as {@code file:} URIs, which can name every file; none: all files
   *     that have failed
   */
  public record RetryRequest(@Nullable List<@Nullable String> paths) {}

  /**
   * What came of it.
   *
   * @param queued files that are heard again
   * @param missing files named that have not failed
   */
  public record Answer(int queued, int missing) {}

  /** Puts failed files back into the queue, also when they have not changed. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Hears failed files again: those named in paths, or all")
  public Answer post(@Nullable RetryRequest request) {
    List<java.nio.file.Path> files = new ArrayList<>();
    if (request != null && request.paths != null) {
      request.paths.forEach(path -> files.add(file(path)));
    }
    Requeued outcome = holder.started().retry(files);
    return new Answer(outcome.queued(), outcome.missing());
  }

  private static java.nio.file.Path file(@Nullable String text) {
    try {
      java.nio.file.Path path =
          text != null && text.startsWith("file:")
              ? java.nio.file.Path.of(URI.create(text))
              : java.nio.file.Path.of(String.valueOf(text));
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new ApiException(
        400, "'" + text + "' is not an absolute path", "use path or path_uri of GET /api/tracks");
  }
}
