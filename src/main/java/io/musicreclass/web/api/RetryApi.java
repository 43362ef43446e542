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

/** Retries failed files. */
@Path("/api/retry")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change")
class RetryApi {
  private final DaemonHolder holder;

  RetryApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The body of a retry request.
   *
   * @param paths absolute paths or {@code file:} URIs, which can name every file; absent: all
   *     failed files
   */
  public record RetryRequest(@Nullable List<@Nullable String> paths) {}

  /**
   * The outcome.
   *
   * @param queued files that are queued again
   * @param missing requested files that had not failed
   */
  public record Answer(int queued, int missing) {}

  /** Queues failed files again, even if they have not changed. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Retries failed files: those in paths, or all")
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
      // reported below
    }
    throw new ApiException(
        400, "'" + text + "' is not an absolute path", "use path or path_uri of GET /api/tracks");
  }
}
