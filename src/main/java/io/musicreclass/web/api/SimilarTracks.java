package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.ledger.TagCatalogue;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the songs most similar to a song.
 *
 * @param model whose embeddings are compared
 * @param compared how many songs
 * @param uncompared songs without an embedding of that model
 * @param reason why there is no answer
 * @param mend what to do about it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record SimilarTracks(
    @Nullable String model,
    @Nullable Integer compared,
    @Nullable Integer uncompared,
    List<Row> tracks,
    @Nullable String reason,
    @Nullable String mend) {

  /** A similar song. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      String id,
      String file,
      String path,
      @Nullable String title,
      @Nullable String artist,
      String genre,
      double similarity) {}

  static SimilarTracks of(
      SimilarSongs.Answer answer, Optional<ModelPackage> model, TagCatalogue catalogue) {
    String name = model.map(m -> m.card().name()).orElse(null);
    if (answer instanceof SimilarSongs.Answer.None none) {
      return new SimilarTracks(name, null, null, List.of(), none.reason(), none.remedy());
    }
    SimilarSongs.Answer.Found found = (SimilarSongs.Answer.Found) answer;
    Map<TrackId, SongTags> tags =
        catalogue.tags(found.songs().stream().map(similar -> similar.song().id()).toList());
    List<Row> rows = found.songs().stream().map(similar -> row(similar, tags)).toList();
    return new SimilarTracks(name, found.compared(), found.uncompared(), rows, null, null);
  }

  private static Row row(SimilarSongs.Similar similar, Map<TrackId, SongTags> known) {
    ClassifiedTrack song = similar.song();
    SongTags tags = known.getOrDefault(song.id(), SongTags.NONE);
    String path = SongFile.text(song.path());
    return new Row(
        song.id().value(),
        path.substring(path.lastIndexOf('/') + 1),
        path,
        tags.title().isEmpty() ? null : tags.title(),
        tags.artist().isEmpty() ? null : tags.artist(),
        song.verdict().genre(),
        Math.round(similar.similarity() * 1e4) / 1e4);
  }
}
