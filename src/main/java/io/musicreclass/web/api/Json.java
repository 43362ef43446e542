package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.daemon.LiveEvents.ProgressEvent;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.TagCatalogue;
import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.publish.Messages;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON of REST responses and events: snake_case, times in RFC 3339 UTC. */
final class Json {
  private Json() {}

  /**
   * A page of the history.
   *
   * @param next value of {@code before} for the next page; null on the last page
   * @param nextKey value of {@code before_key} for the next page, if it needs one
   * @param unlisted number of files that searches do not find yet; null if there are none
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Page(
      List<Row> tracks,
      @Nullable Long next,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextKey,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unlisted) {}

  /** A row of the history. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @Nullable String id,
      String file,
      String path,
      String pathUri,
      String state,
      @Nullable String title,
      @Nullable String artist,
      @Nullable String album,
      @Nullable String genre,
      @Nullable Double confidence,
      @Nullable Boolean sure,
      @Nullable Integer stage,
      @Nullable String reason,
      @Nullable String mend,
      Instant at) {}

  /** Everything about one song. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Track(
      String id,
      double durationS,
      String codec,
      int sampleRate,
      int channels,
      Instant firstSeen,
      List<String> paths,
      @Nullable Tags tags,
      @Nullable String albumGenre,
      @JsonRawValue @Nullable String verdict,
      List<Stage> stages) {}

  /** The file's own tags; missing ones are omitted. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Tags(
      String title,
      String artist,
      String album,
      String albumArtist,
      String genre,
      @Nullable Integer year) {}

  /** The result of a stage. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stage(
      String stage,
      String model,
      long ms,
      @Nullable Map<String, Double> scores,
      @Nullable Part part,
      @Nullable String abstains) {}

  /** The part of the song that a stage analysed, if it differs from the model's excerpt. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Part(double fromS, double soundS, int channel) {
    static @Nullable Part of(@Nullable AnalysedPart part) {
      return part == null
          ? null
          : new Part(part.fromSeconds(), part.soundSeconds(), part.channel());
    }
  }

  /** The distribution of the verdicts. */
  record Charts(
      int tracks,
      int sure,
      Map<String, Integer> genres,
      Map<Integer, Integer> stages,
      List<Integer> confidence,
      List<Integer> hours) {}

  static Charts charts(io.musicreclass.ledger.rows.Charts charts) {
    LedgerStats counts = charts.counts();
    return new Charts(
        counts.tracks(),
        counts.sure(),
        counts.genres(),
        counts.stages(),
        charts.confidence(),
        charts.hours());
  }

  static Page page(List<TrackRow> rows, boolean more, Ledger ledger) {
    TrackRow last = more ? rows.get(rows.size() - 1) : null;
    int unlisted = ledger.views().unlisted();
    return new Page(
        rows(rows, ledger),
        last == null ? null : last.seq(),
        last == null ? null : last.key(),
        unlisted == 0 ? null : unlisted);
  }

  /** Rows of the history, with the tags of their files. */
  static List<Row> rows(List<TrackRow> rows, Ledger ledger) {
    Map<TrackId, SongTags> tags =
        ledger
            .catalogue()
            .tags(rows.stream().map(TrackRow::id).flatMap(Stream::ofNullable).toList());
    return rows.stream().map(row -> row(row, tags)).toList();
  }

  private static Row row(TrackRow row, Map<TrackId, SongTags> known) {
    SongTags tags = row.id() == null ? SongTags.NONE : known.getOrDefault(row.id(), SongTags.NONE);
    String path = SongFile.text(row.path());
    TrackRow.Summary verdict = row.verdict();
    return new Row(
        row.id() == null ? null : row.id().value(),
        name(path),
        path,
        SongFile.uri(row.path()),
        row.state().toString(),
        tags.title().isEmpty() ? null : tags.title(),
        tags.artist().isEmpty() ? null : tags.artist(),
        tags.album().isEmpty() ? null : tags.album(),
        verdict == null ? null : verdict.genre(),
        verdict == null ? null : verdict.confidence(),
        verdict == null ? null : verdict.sure(),
        verdict == null ? null : verdict.stage(),
        row.reason(),
        row.remedy(),
        row.at());
  }

  static Track track(TrackView view, Messages messages, TagCatalogue catalogue) {
    return new Track(
        view.id().value(),
        view.seconds(),
        view.codec(),
        view.sampleRate(),
        view.channels(),
        view.firstSeen(),
        view.paths().stream().map(SongFile::text).toList(),
        catalogue.tags(view.id()).map(Json::tags).orElse(null),
        catalogue.album(view.id()).map(AlbumGenre::genre).orElse(null),
        view.voteDetails() == null ? null : messages.verdict(view.voteDetails()),
        view.results().stream().map(Json::stage).toList());
  }

  private static Tags tags(SongTags tags) {
    return new Tags(
        tags.title(), tags.artist(), tags.album(), tags.albumArtist(), tags.genre(), tags.year());
  }

  private static Stage stage(StageResult result) {
    if (result instanceof StageResult.Abstained abstained) {
      return new Stage(
          abstained.stage(), abstained.model(), abstained.ms(), null, null, abstained.reason());
    }
    if (result instanceof StageResult.Failed failed) {
      return new Stage(
          failed.stage(), failed.model(), failed.ms(), null, null, "failed: " + failed.reason());
    }
    StageResult.Scored scored = (StageResult.Scored) result;
    return new Stage(
        scored.stage(),
        scored.model(),
        scored.ms(),
        byGenre(scored.scores()),
        Part.of(scored.part()),
        null);
  }

  private static Map<String, Double> byGenre(Scores scores) {
    Map<String, Double> byGenre = new LinkedHashMap<>();
    for (int i = 0; i < scores.genres().size(); i++) {
      byGenre.put(scores.genres().name(i), scores.value(i));
    }
    return byGenre;
  }

  /** A song whose analysis has started. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Opened(String path, String file, String id, double durationS) {}

  static Opened opened(ProgressEvent.Opened event) {
    String path = SongFile.text(event.path());
    return new Opened(path, name(path), event.id().value(), event.seconds());
  }

  /** The result of a stage for a song in progress. */
  record StageDone(String path, Stage result) {}

  static StageDone stageDone(ProgressEvent.StageDone event) {
    return new StageDone(SongFile.text(event.path()), stage(event.result()));
  }

  /** A file that failed. */
  record Failed(String path, String file, String reason, String mend) {}

  static Failed failed(ProgressEvent.Failed event) {
    String path = SongFile.text(event.path());
    return new Failed(path, name(path), event.reason(), event.remedy());
  }

  /** A file that is the same song as another one. */
  record Duplicate(String path, String file, String of) {}

  static Duplicate duplicate(ProgressEvent.Duplicate event) {
    String path = SongFile.text(event.path());
    return new Duplicate(path, name(path), SongFile.text(event.of()));
  }

  /** A file whose analysis ended without a result. */
  record Ended(String path) {}

  static Ended ended(ProgressEvent.Ended event) {
    return new Ended(SongFile.text(event.path()));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
