package io.musicreclass.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.ledger.rows.ChangeBatch;
import io.musicreclass.organize.Organizer;
import io.musicreclass.web.DaemonHolder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The state of tagging and sorting. */
@Path("/api/sorting")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change")
class SortingStateApi {
  /** Earlier batches can be undone by {@code reclass undo}. */
  private static final int BATCHES = 10;

  private final DaemonHolder holder;

  SortingStateApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The state.
   *
   * @param active whether tagging or sorting is switched on
   * @param onlySure whether it is limited to songs of a sure genre
   * @param unsure files of the inbox that wait for a sure genre
   * @param differing files of the inbox that were tagged or sorted by another genre than the one
   *     they have now, a thousand at most; only {@code apply} changes them
   * @param batches the latest changes that can be undone, by batch
   * @param notice what an upgrade has changed about it; null if nothing, or dismissed
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record State(
      boolean active,
      boolean onlySure,
      int unsure,
      int differing,
      List<ChangeBatch> batches,
      @Nullable String notice) {}

  /** The state. */
  @GET
  @Operation(
      summary =
          "Whether files are tagged and sorted, how many wait for a sure genre, how many"
              + " were handled by a genre that has changed since, and the latest batches"
              + " that can be undone")
  public State get() {
    Daemon daemon = holder.started();
    Organizer organizer = daemon.organizer();
    return new State(
        !organizer.idle(),
        organizer.onlySure(),
        organizer.unsure(),
        organizer.differing(),
        daemon.ledger().changes().batches(BATCHES),
        daemon.onlySureNotice().text().orElse(null));
  }

  /** Dismisses the notice. */
  @DELETE
  @Path("notice")
  @Operation(summary = "Dismisses the notice about what an upgrade has changed")
  public State dismiss() {
    holder.started().onlySureNotice().dismiss();
    return get();
  }
}
