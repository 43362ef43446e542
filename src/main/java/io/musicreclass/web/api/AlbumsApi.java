package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.musicreclass.ledger.rows.SongGroup;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Albums and artists. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Songs")
class AlbumsApi {
  private static final int MAX = 200;
  private static final String DESCRIPTION =
      "By name. genre: the one of most songs; agreeing: how many of songs have it; track: the ID of one of them, whose cover can stand for all. Paged by cursor: pass next of one page as after of the following one";
  private static final String AFTER = "next of the previous page; omit for the first page";
  private static final String LIMIT = "1 to 200";

  private final DaemonHolder holder;

  AlbumsApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * A page.
   *
   * @param next value of {@code after} for the next page; null on the last page
   */
  record Page(List<Group> groups, @Nullable String next) {}

  /** An album or an artist. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Group(
      String title,
      @Nullable String artist,
      @Nullable String folder,
      int songs,
      String genre,
      int agreeing,
      String track) {
    static Group of(SongGroup group) {
      return new Group(
          group.title(),
          group.artist(),
          group.folder() == null ? null : SongFile.text(group.folder()),
          group.songs(),
          group.genre(),
          group.agreeing(),
          group.track().value());
    }
  }

  @GET
  @Path("albums")
  @Operation(summary = "The albums of songs with a verdict", description = DESCRIPTION)
  public Page albums(
      @Parameter(description = AFTER) @QueryParam("after") @Nullable String after,
      @Parameter(description = LIMIT) @QueryParam("limit") @DefaultValue("60") int limit) {
    return page(SongGroup.By.ALBUM, after, limit);
  }

  @GET
  @Path("artists")
  @Operation(summary = "The artists of songs with a verdict", description = DESCRIPTION)
  public Page artists(
      @Parameter(description = AFTER) @QueryParam("after") @Nullable String after,
      @Parameter(description = LIMIT) @QueryParam("limit") @DefaultValue("60") int limit) {
    return page(SongGroup.By.ARTIST, after, limit);
  }

  private Page page(SongGroup.By by, @Nullable String after, int limit) {
    if (limit < 1 || limit > MAX) {
      throw new ApiException(400, "Invalid limit: " + limit, "request 1 to " + MAX + " rows");
    }
    try {
      List<SongGroup> groups = holder.started().ledger().views().groups(by, after, limit);
      return new Page(
          groups.stream().map(Group::of).toList(),
          groups.size() < limit ? null : groups.get(groups.size() - 1).position());
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, "Invalid after: '" + after + "'", "use next of the page before");
    }
  }
}
