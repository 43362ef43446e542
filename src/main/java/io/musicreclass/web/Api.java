package io.musicreclass.web;

import io.musicreclass.ledger.FileState;
import io.musicreclass.ledger.Filter;
import io.musicreclass.ledger.TrackRow;
import io.musicreclass.ledger.TrackView;
import io.musicreclass.pipeline.Daemon;
import io.musicreclass.track.TrackId;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known, over REST. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class Api {
  private static final int MOST = 500;

  private final Served served;

  Api(Served served) {
    this.served = served;
  }

  /**
   * The history, newest first.
   *
   * @param before {@code next} of the page before; none: the first page
   * @param limit rows, 1 to 500
   * @param state only files in this state, such as {@code failed}
   */
  @GET
  @Path("tracks")
  public Json.Page tracks(
      @QueryParam("before") @Nullable Long before,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("state") @Nullable String state) {
    if (limit < 1 || limit > MOST) {
      throw new BadRequestException("limit is 1 to " + MOST);
    }
    List<TrackRow> rows =
        served
            .started()
            .ledger()
            .tracks(filter(state), before == null ? Long.MAX_VALUE : before, limit);
    return Json.page(rows, rows.size() == limit);
  }

  private static Filter filter(@Nullable String state) {
    if (state == null) {
      return new Filter.Everything();
    }
    return Arrays.stream(FileState.values())
        .filter(s -> s.toString().equals(state))
        .findFirst()
        .map(s -> (Filter) new Filter.InState(s))
        .orElseThrow(
            () -> new BadRequestException("state is one of " + List.of(FileState.values())));
  }

  /** One song: its verdict as on MQTT, every stage's scores, its files. */
  @GET
  @Path("tracks/{id}")
  public Json.Track track(@PathParam("id") String id) {
    Daemon daemon = served.started();
    TrackId track;
    try {
      track = new TrackId(id);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e.getMessage(), e);
    }
    TrackView view =
        daemon.ledger().track(track).orElseThrow(() -> new NotFoundException("No such track"));
    return Json.track(view, daemon.messages());
  }

  /** Counts, as the retained {@code stats} on MQTT. */
  @GET
  @Path("stats")
  public String stats() {
    Daemon daemon = served.started();
    return daemon.messages().stats(daemon.stats());
  }

  /** How the daemon feels, as the retained {@code health} on MQTT. */
  @GET
  @Path("health")
  public String health() {
    Daemon daemon = served.started();
    return daemon.messages().health(daemon.health());
  }
}
