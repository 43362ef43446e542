package io.musicreclass.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.organize.Organizer;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tags and sorts songs classified earlier, and undoes it. */
@Path("/api")
@Produces(FileChangeLines.TYPE)
@Tag(name = "Change")
@APIResponse(
    responseCode = "200",
    description = "One line per file, then the end",
    content =
        @Content(mediaType = FileChangeLines.TYPE, schema = @Schema(implementation = Object.class)))
class SortingApi {
  private static final String LINES =
      " Streams one line of JSON per file: what (tag, move, copy, untag, remove, left, refused, failed), path, target, note, and unsure if it waits for a sure genre. In the last line, what is end, and unsure counts the files left for that reason. Closing the connection stops the work after the current file.";

  /** Each occupies a thread of the server, even while it waits for another one. */
  private static final int MAX_CONCURRENT = 4;

  private final DaemonHolder holder;
  private final ConcurrencyLimit limit =
      new ConcurrencyLimit("requests to apply or undo", MAX_CONCURRENT);

  SortingApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The body of an apply request; every field may be omitted.
   *
   * @param dryRun only report what would be done
   * @param library apply to the library instead of the inbox
   * @param replaceGenres also replace genres written by people
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record ApplyRequest(boolean dryRun, boolean library, boolean replaceGenres) {}

  /**
   * The changes to undo: either since or batch.
   *
   * @param dryRun only report what could be undone
   * @param since all changes since this time (RFC 3339)
   * @param batch the changes of one apply, by the number in its last line
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record UndoRequest(boolean dryRun, @Nullable String since, @Nullable Long batch) {}

  /** Tags and sorts files. */
  @POST
  @Path("apply")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Applies reclass.after.action and reclass.after.tag to songs classified earlier",
      description = "For the inbox's songs, or the library's." + LINES)
  public StreamingOutput apply(@Nullable ApplyRequest request) {
    Organizer organizer = holder.started().organizer();
    ApplyRequest options = request == null ? new ApplyRequest(false, false, false) : request;
    if (organizer.idle()) {
      throw new ApiException(
          409,
          "Tagging and sorting are off",
          "set reclass.after.action (move, copy) or reclass.after.tag (genre, style, mood)");
    }
    return limited(
        lines -> {
          if (options.dryRun) {
            organizer.plan(options.library, options.replaceGenres, lines);
            return null;
          }
          return organizer.apply(options.library, options.replaceGenres, lines);
        });
  }

  /** Undoes changes. */
  @POST
  @Path("undo")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Undoes tags, moves and copies, except those that a person has changed since",
      description = "All since a time, or those of one apply." + LINES)
  public StreamingOutput undo(@Nullable UndoRequest request) {
    Organizer organizer = holder.started().organizer();
    Function<FileChanges, List<RecordedChange>> changes = selection(request);
    boolean apply = !request.dryRun;
    return limited(
        lines -> {
          organizer.undo(changes, apply, lines);
          return null;
        });
  }

  /** Streams the work's lines, within the limit of concurrent requests. */
  private StreamingOutput limited(FileChangeLines.Work work) {
    ConcurrencyLimit.Permit permit = limit.take();
    return out -> {
      try (permit) {
        FileChangeLines.write(out, work);
      }
    };
  }

  private static Function<FileChanges, List<RecordedChange>> selection(
      @Nullable UndoRequest request) {
    if (request == null || (request.since == null) == (request.batch == null)) {
      throw new ApiException(400, "Nothing selected to undo", "send either since or batch");
    }
    if (request.batch != null) {
      long batch = request.batch;
      return changes -> changes.batch(batch);
    }
    try {
      Instant since = Instant.parse(request.since);
      return changes -> changes.since(since);
    } catch (DateTimeException e) {
      throw new ApiException(
          400,
          "'" + request.since + "' is not a valid time",
          "use a time such as 2026-11-22T18:00:00Z");
    }
  }
}
