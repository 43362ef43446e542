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

/** Songs classified earlier, tagged and sorted, and all of that taken request. */
@Path("/api")
@Produces(FileChangeLines.TYPE)
@Tag(name = "Change")
@APIResponse(
    responseCode = "200",
    description = "A line for each file, then the end",
    content =
        @Content(mediaType = FileChangeLines.TYPE, schema = @Schema(implementation = Object.class)))
class SortingApi {
  private static final String LINES =
      " Answers a line of JSON for each file as it goes: what (tag, move, copy, untag, remove,"
          + " left, refused, failed), path, target, note, unsure where it waits for a sure genre;"
          + " the last one has what end, and unsure: how many were left for that. Who hangs up ends"
          + " it with the file in hand.";

  /** Each takes a thread of the server, also while it waits for another to end. */
  private static final int MAX_CONCURRENT = 4;

  private final DaemonHolder holder;
  private final ConcurrencyLimit limit =
      new ConcurrencyLimit("requests to apply or undo", MAX_CONCURRENT);

  SortingApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * What is asked for; everything may be left out.
   *
   * @param dryRun only say what would be done
   * @param library the library's songs instead of the inbox's
   * @param replaceGenres replace genres that people wrote, too
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record ApplyRequest(boolean dryRun, boolean library, boolean replaceGenres) {}

  /**
   * What is to be taken back: one of since and batch.
   *
   * @param dryRun only say what could be taken back
   * @param since all since that moment (RFC 3339)
   * @param batch what one apply did, by the number that its end told
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record UndoRequest(boolean dryRun, @Nullable String since, @Nullable Long batch) {}

  /** Tags and sorts. */
  @POST
  @Path("apply")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Does what reclass.after.action and reclass.after.tag say with known songs",
      description = "The inbox's songs, or the library's." + LINES)
  public StreamingOutput apply(@Nullable ApplyRequest request) {
    Organizer organizer = holder.started().sorting();
    ApplyRequest options = request == null ? new ApplyRequest(false, false, false) : request;
    if (organizer.idle()) {
      throw new ApiException(
          409,
          "Tagging and sorting are off",
          "set reclass.after.action (move, copy) or reclass.after.tag (genre)");
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

  /** Takes request. */
  @POST
  @Path("undo")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Takes tags, moves and copies back, but for what a person changed since",
      description = "Since a moment, or of one apply." + LINES)
  public StreamingOutput undo(@Nullable UndoRequest request) {
    Organizer organizer = holder.started().sorting();
    Function<FileChanges, List<RecordedChange>> which = which(request);
    boolean doing = !request.dryRun;
    return limited(
        lines -> {
          organizer.undo(which, doing, lines);
          return null;
        });
  }

  /** The answer to a request that has got a place. */
  private StreamingOutput limited(FileChangeLines.Work work) {
    ConcurrencyLimit.Place place = limit.take();
    return out -> {
      try (place) {
        FileChangeLines.write(out, work);
      }
    };
  }

  private static Function<FileChanges, List<RecordedChange>> which(@Nullable UndoRequest request) {
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
