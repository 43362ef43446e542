package io.musicreclass.web.api;

import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryFilter.Agreement;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.HistoryOrder.By;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters that choose and sort songs. */
class HistoryQuery {
  private static final int MAX_WORDS = 8;
  private static final String DESCENDING = "-";

  @Parameter(
      description =
          "Words that title, artist, album and path must contain, regardless of case and accents; those of one or two letters must begin a word")
  @QueryParam("q")
  @DefaultValue("")
  String q = "";

  @Parameter(description = "queued, working, done, duplicate or failed")
  @QueryParam("state")
  @Nullable String state;

  @Parameter(description = "Genre as in verdicts")
  @QueryParam("genre")
  @Nullable String genre;

  @Parameter(description = "true or false")
  @QueryParam("sure")
  @Nullable String sure;

  @Parameter(description = "Position of the stage that ended the vote, from 1")
  @QueryParam("stage")
  @Nullable Integer stage;

  @Parameter(description = "true: songs whose genre a person has given; false: the others")
  @QueryParam("reviewed")
  @Nullable String reviewed;

  @Parameter(description = "Tag such as happy or House, case-insensitive (see GET /api/tags)")
  @QueryParam("tag")
  @Nullable String tag;

  @Parameter(description = "Another tag that must hold too")
  @QueryParam("mood")
  @Nullable String mood;

  @Parameter(description = "Artist in the file's tags, in any spelling")
  @QueryParam("artist")
  @Nullable String artist;

  @Parameter(description = "Album in the file's tags, in any spelling")
  @QueryParam("album")
  @Nullable String album;

  @Parameter(description = "Folder that contains the file at any depth, as an absolute path")
  @QueryParam("folder")
  @Nullable String folder;

  @Parameter(
      description =
          "How the file's genre tag compares with the genre shown: agree, differ (it names another genre of the vote), unknown or untagged")
  @QueryParam("agreement")
  @Nullable String agreement;

  @Parameter(
      description =
          "time, title, genre, confidence or stage; with a minus before it, descending. Sorted by genre, confidence or stage, only songs with a verdict are listed, unless a state is given")
  @QueryParam("sort")
  @DefaultValue("-time")
  String sort = "-time";

  /**
   * Which songs are meant.
   *
   * @param genres those that the vote knows
   */
  HistoryFilter filter(List<String> genres) {
    List<String> words = List.of(q.strip().split("\\s+"));
    if (words.size() > MAX_WORDS) {
      throw new ApiException(400, "The search has too many words", "use at most " + MAX_WORDS);
    }
    Agreement compared =
        agreement == null ? null : oneOf("agreement", agreement, Agreement.values());
    return new HistoryFilter(
        state == null ? null : oneOf("state", state, FileState.values()),
        genre,
        bool("sure", sure),
        stage,
        bool("reviewed", reviewed),
        Stream.of(tag, mood).flatMap(Stream::ofNullable).toList(),
        words,
        new HistoryFilter.OfFile(artist, album, folder(), compared, genres));
  }

  private @Nullable Path folder() {
    if (folder == null) {
      return null;
    }
    if (!folder.startsWith("/") || folder.indexOf('\0') >= 0) {
      throw new ApiException(400, "Invalid folder: " + folder, "request an absolute path");
    }
    return SongFile.path(folder.getBytes(StandardCharsets.UTF_8)).normalize();
  }

  /** How they are sorted. */
  HistoryOrder order() {
    boolean descending = sort.startsWith(DESCENDING);
    By by = oneOf("sort", descending ? sort.substring(1) : sort, By.values());
    return new HistoryOrder(by, descending);
  }

  /** The value with a name. */
  static <T> T oneOf(String parameter, String name, T[] values) {
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    400,
                    "Invalid " + parameter + " '" + name + "'",
                    "use one of " + List.of(values)));
  }

  private static @Nullable Boolean bool(String parameter, @Nullable String value) {
    return value == null
        ? null
        : Boolean.valueOf(oneOf(parameter, value, new String[] {"true", "false"}));
  }
}
