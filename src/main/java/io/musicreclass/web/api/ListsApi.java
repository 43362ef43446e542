package io.musicreclass.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.csv.CsvRecord;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.organize.Playlists;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.OpenApiDescription;
import io.musicreclass.web.Secret;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The songs of a filter as files to download, read page by page while they are sent. */
@Path("/api")
@Secret(openable = true)
@SecurityRequirement(name = OpenApiDescription.TOKEN)
@Tag(name = "Songs")
class ListsApi {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "path",
          "state",
          "title",
          "artist",
          "album",
          "genre",
          "confidence",
          "sure",
          "stage",
          "reason",
          "at");

  private static final int PAGE = 500;

  /** Each takes a thread as long as its client reads. */
  private static final int MAX_CONCURRENT = 4;

  private final DaemonHolder holder;
  private final SimilarApi similar;
  private final ConcurrencyLimit limit = new ConcurrencyLimit("lists of songs", MAX_CONCURRENT);

  ListsApi(DaemonHolder holder, SimilarApi similar) {
    this.holder = holder;
    this.similar = similar;
  }

  /** Writes the rows of a page. */
  private interface PageWriter {
    void write(List<TrackRow> rows, OutputStream out) throws IOException;
  }

  @GET
  @Path("tracks.csv")
  @Produces("text/csv; charset=UTF-8")
  @Operation(
      summary = "All rows of the history as CSV",
      description =
          "With the parameters of GET /api/tracks, but not paged. Texts that a spreadsheet would take for a formula, because they begin with = + - or @, begin with an apostrophe instead")
  @APIResponse(responseCode = "200", description = "A header, then one line per row")
  public Response csv(@BeanParam HistoryQuery query) {
    Ledger ledger = holder.started().ledger();
    return download(
        "reclass.csv",
        query,
        CsvRecord.of(COLUMNS) + "\n",
        (rows, out) -> {
          for (Json.Row row : Json.rows(rows, ledger)) {
            out.write((CsvRecord.forSpreadsheet(cells(row)) + "\n").getBytes(UTF_8));
          }
        });
  }

  @GET
  @Path("tracks.m3u")
  @Produces("audio/x-mpegurl; charset=UTF-8")
  @Operation(
      summary = "All songs of the history as a playlist",
      description =
          "With the parameters of GET /api/tracks, but not paged. Absolute paths, as reclass.playlists.map changes them; files that could not be read as songs are left out")
  @APIResponse(responseCode = "200", description = "An M3U playlist in UTF-8")
  public Response m3u(@BeanParam HistoryQuery query) {
    Playlists.Lines lines = holder.started().playlistLines();
    return download(
        "reclass.m3u",
        query,
        Playlists.header("songs"),
        (rows, out) -> {
          for (TrackRow row : rows) {
            if (row.id() != null) {
              entry(row.path(), lines, out);
            }
          }
        });
  }

  @GET
  @Path("tracks/{id}/similar.m3u")
  @Produces("audio/x-mpegurl; charset=UTF-8")
  @Operation(
      summary = "A song and the songs most similar to it as a playlist",
      description =
          "The most similar first. Paths as in tracks.m3u; 409 while there is nothing to compare")
  @APIResponse(responseCode = "200", description = "An M3U playlist in UTF-8")
  public Response similar(
      @Parameter(description = Api.ID) @PathParam("id") String id,
      @Parameter(description = "Similar songs, 1 to 500") @QueryParam("n") @DefaultValue("50")
          int n)
      throws IOException {
    Daemon daemon = holder.started();
    SimilarSongs.Answer answer = similar.search(daemon, id, n);
    if (answer instanceof SimilarSongs.Answer.None none) {
      throw new ApiException(409, none.reason(), none.remedy());
    }
    byte[] list =
        playlist(
            new TrackId(id),
            (SimilarSongs.Answer.Found) answer,
            daemon.ledger(),
            daemon.playlistLines());
    return attachment(Response.ok(list), "similar.m3u");
  }

  /** A playlist of a song and the songs similar to it, each with the latest of its files. */
  static byte[] playlist(
      TrackId song, SimilarSongs.Answer.Found similar, Ledger ledger, Playlists.Lines lines)
      throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(Playlists.header("similar").getBytes(UTF_8));
    Stream<TrackId> others = similar.songs().stream().map(found -> found.song().id());
    for (TrackId id : Stream.concat(Stream.of(song), others).toList()) {
      List<SongFile> files = ledger.views().files(id);
      if (!files.isEmpty()) {
        entry(files.get(0).path(), lines, list);
      }
    }
    return list.toByteArray();
  }

  private static void entry(java.nio.file.Path song, Playlists.Lines lines, OutputStream out)
      throws IOException {
    if (Playlists.canList(song)) {
      out.write(lines.of(song));
      out.write('\n');
    }
  }

  /** The first page is read before anything is sent, so that errors have their status. */
  @SuppressWarnings("try") // the permit is held, not used
  private Response download(String file, HistoryQuery query, String header, PageWriter writer) {
    Daemon daemon = holder.started();
    HistoryFilter filter = query.filter(daemon.corrections().genres());
    HistoryOrder order = query.order();
    daemon.ledger().listAll();
    List<TrackRow> first = page(daemon.ledger(), filter, order, null);
    StreamingOutput body =
        client -> {
          try (ConcurrencyLimit.Permit permit = limit.take()) {
            OutputStream out = new BufferedOutputStream(client, 1 << 16);
            out.write(header.getBytes(UTF_8));
            List<TrackRow> rows = first;
            while (!rows.isEmpty()) {
              writer.write(rows, out);
              TrackRow last = rows.get(rows.size() - 1);
              rows =
                  rows.size() < PAGE
                      ? List.of()
                      : page(
                          daemon.ledger(),
                          filter,
                          order,
                          new HistoryOrder.Position(last.seq(), last.key()));
            }
            out.flush();
          }
        };
    return attachment(Response.ok(body), file);
  }

  private static Response attachment(Response.ResponseBuilder response, String file) {
    return response
        .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
        .header("Cache-Control", "private, no-store")
        .build();
  }

  private static List<TrackRow> page(
      Ledger ledger,
      HistoryFilter filter,
      HistoryOrder order,
      HistoryOrder.@Nullable Position after) {
    return ledger.views().history(filter, order, after, PAGE);
  }

  private static List<String> cells(Json.Row row) {
    return Stream.of(
            row.id(),
            row.path(),
            row.state(),
            row.title(),
            row.artist(),
            row.album(),
            row.genre(),
            row.confidence(),
            row.sure(),
            row.stage(),
            row.reason(),
            row.at())
        .map(value -> Objects.toString(value, ""))
        .toList();
  }
}
