package io.musicreclass.web.api;

import io.musicreclass.classify.tag.ClassTags;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.TrackId;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Read access to the history, single songs, counts and health. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Songs", description = "Results of songs, and the daemon's counters and health")
public class Api {
  public static final String ID = "The song's ID, sha256:..., as in GET /api/tracks";

  private static final int MAX = 500;

  private final DaemonHolder holder;

  Api(DaemonHolder holder) {
    this.holder = holder;
  }

  /** The history. */
  @GET
  @Path("tracks")
  @Operation(
      summary = "The history, newest first unless sorted otherwise",
      description =
          "Lists files; with state=done, genre, sure, stage, tag, mood or agreement it lists songs that have a verdict, each once. Paged by cursor: pass next of one page as before of the following one, and next_key, if there is one, as before_key. unlisted: files of an earlier version of the program that are not yet found by a search or in another order")
  public Json.Page tracks(
      @Parameter(description = "next of the previous page; omit for the first page")
          @QueryParam("before")
          @Nullable Long before,
      @Parameter(description = "next_key of the previous page, if it has one")
          @QueryParam("before_key")
          @Nullable String beforeKey,
      @Parameter(description = "Rows, 1 to 500") @QueryParam("limit") @DefaultValue("50") int limit,
      @BeanParam HistoryQuery query) {
    if (limit < 1 || limit > MAX) {
      throw new ApiException(400, "Invalid limit: " + limit, "request 1 to " + MAX + " rows");
    }
    Daemon daemon = holder.started();
    HistoryFilter filter = query.filter(daemon.corrections().genres());
    HistoryOrder.Position after =
        before == null ? null : new HistoryOrder.Position(before, beforeKey);
    try {
      List<TrackRow> rows = daemon.ledger().views().history(filter, query.order(), after, limit);
      return Json.page(rows, rows.size() == limit, daemon.ledger());
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          400, "Invalid before_key: '" + beforeKey + "'", "use next_key of the page before");
    }
  }

  /** The tags that songs have. */
  @GET
  @Path("tags")
  @Operation(summary = "The tags that songs have, by name: styles, moods, voices and eras")
  public List<String> tags(
      @Parameter(description = "style, mood, voice or era; omit for all") @QueryParam("kind")
          @Nullable String kind) {
    List<String> tags = holder.started().ledger().views().tags();
    if (kind == null) {
      return tags;
    }
    Set<String> ofKind = ClassTags.names(HistoryQuery.oneOf("kind", kind, MusicTag.Kind.values()));
    return tags.stream().filter(ofKind::contains).toList();
  }

  /** How many songs people have corrected or confirmed. */
  @GET
  @Path("corrections")
  @Operation(summary = "Number of songs by the genre that a person gave them")
  public Map<String, Integer> corrections() {
    return holder.started().ledger().views().corrected();
  }

  /** One song: its verdict as on MQTT, every stage's scores, its files. */
  @GET
  @Path("tracks/{id}")
  @Operation(summary = "One song: its verdict as on MQTT, every stage's scores, its files")
  public Json.Track track(@Parameter(description = ID) @PathParam("id") String id) {
    Daemon daemon = holder.started();
    return Json.track(find(daemon, id), daemon.messages(), daemon.ledger().catalogue());
  }

  /** The song with this ID; status 404 if unknown. */
  public static TrackView find(Daemon daemon, String id) {
    TrackId track;
    try {
      track = new TrackId(id);
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()), "use an ID from GET /api/tracks");
    }
    return daemon
        .ledger()
        .views()
        .track(track)
        .orElseThrow(
            () ->
                new ApiException(
                    404, "Unknown song", "choose one from the history (GET /api/tracks)"));
  }

  /** Counts, as the retained {@code stats} on MQTT. */
  @GET
  @Path("stats")
  @Operation(summary = "Counts, queue and throughput, as on MQTT")
  @APIResponse(
      responseCode = "200",
      description = "The JSON of the MQTT topic stats",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Object.class)))
  public String stats() {
    Daemon daemon = holder.started();
    return daemon.messages().stats(daemon.stats());
  }

  /** The distribution of the verdicts. */
  @GET
  @Path("charts")
  @Operation(
      summary = "Distribution of the verdicts by genre, confidence, stage, certainty and hour",
      description =
          "confidence: songs in 20 bins of equal width from 0 to 1; hours: songs classified in each of the last 24 hours, oldest first")
  public Json.Charts charts() {
    return Json.charts(holder.started().ledger().views().charts(Instant.now()));
  }

  /** The daemon's health, as the retained {@code health} on MQTT. */
  @GET
  @Path("health")
  @Operation(summary = "Watcher, engine and problems, as on MQTT")
  @APIResponse(
      responseCode = "200",
      description = "The JSON of the MQTT topic health",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Object.class)))
  public String health() {
    Daemon daemon = holder.started();
    return daemon.messages().health(daemon.health());
  }

  /** The current problems, each with its remedy. */
  @GET
  @Path("problems")
  @Operation(
      summary = "The current problems, one sentence each with its remedy; empty if there are none")
  public List<String> problems() {
    return holder.started().health().problems();
  }
}
