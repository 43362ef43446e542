package io.musicreclass.web.api;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.rows.TrackView;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
  private static final int MAX_WORDS = 8;

  private final DaemonHolder holder;

  Api(DaemonHolder holder) {
    this.holder = holder;
  }

  /** The history, newest first. */
  @GET
  @Path("tracks")
  @Operation(
      summary = "The history, newest first",
      description =
          "Lists files; with state=done, genre, sure or stage it lists songs that have a verdict, each once. Paged by cursor: pass next of one page as before of the following one.")
  public Json.Page tracks(
      @Parameter(description = "next of the previous page; omit for the first page")
          @QueryParam("before")
          @Nullable Long before,
      @Parameter(description = "Rows, 1 to 500") @QueryParam("limit") @DefaultValue("50") int limit,
      @Parameter(description = "Words that the path must contain, case-insensitive")
          @QueryParam("q")
          @DefaultValue("")
          String q,
      @Parameter(description = "queued, working, done, duplicate or failed") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Genre as in verdicts") @QueryParam("genre") @Nullable String genre,
      @Parameter(description = "true or false") @QueryParam("sure") @Nullable String sure,
      @Parameter(description = "Position of the stage that ended the vote, from 1")
          @QueryParam("stage")
          @Nullable Integer stage,
      @Parameter(description = "Tag such as happy or House, case-insensitive (see GET /api/tags)")
          @QueryParam("tag")
          @Nullable String tag) {
    if (limit < 1 || limit > MAX) {
      throw new ApiException(400, "Invalid limit: " + limit, "request 1 to " + MAX + " rows");
    }
    List<String> words = List.of(q.strip().split("\\s+"));
    if (words.size() > MAX_WORDS) {
      throw new ApiException(400, "The search has too many words", "use at most " + MAX_WORDS);
    }
    HistoryFilter filter = new HistoryFilter(state(state), genre, bool(sure), stage, tag, words);
    List<TrackRow> rows =
        holder
            .started()
            .ledger()
            .views()
            .history(filter, before == null ? Long.MAX_VALUE : before, limit);
    return Json.page(rows, rows.size() == limit, holder.started().ledger().catalogue());
  }

  private static @Nullable FileState state(@Nullable String name) {
    if (name == null) {
      return null;
    }
    List<FileState> states = List.of(FileState.values());
    return states.stream()
        .filter(s -> s.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new ApiException(400, "Invalid state '" + name + "'", "use one of " + states));
  }

  private static @Nullable Boolean bool(@Nullable String sure) {
    if (sure != null && !Arrays.asList("true", "false").contains(sure)) {
      throw new ApiException(400, "Invalid value of sure: '" + sure + "'", "use true or false");
    }
    return sure == null ? null : Boolean.valueOf(sure);
  }

  /** The tags that songs have. */
  @GET
  @Path("tags")
  @Operation(summary = "The tags that songs have, by name: styles, moods, voices and eras")
  public List<String> tags() {
    return holder.started().ledger().views().tags();
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
