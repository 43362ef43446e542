package io.musicreclass.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.csv.CsvRecord;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.organize.Playlists;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.OpenApiDescription;
import io.musicreclass.web.Secret;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
  private final ConcurrencyLimit limit = new ConcurrencyLimit("lists of songs", MAX_CONCURRENT);

  ListsApi(DaemonHolder holder) {
    this.holder = holder;
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
            if (row.id() != null && Playlists.canList(row.path())) {
              out.write(lines.of(row.path()));
              out.write('\n');
            }
          }
        });
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
    return Response.ok(body)
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
