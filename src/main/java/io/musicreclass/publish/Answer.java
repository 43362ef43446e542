package io.musicreclass.publish;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node answers to a {@link Request}. */
public sealed interface Answer {
  /** It is done, or begun. */
  record Done() implements Answer {}

  /**
   * It is done, and this is how much.
   *
   * @param figures numbers, texts and truths by their name in JSON, in order
   */
  record Figures(Map<String, Object> figures) implements Answer {}

  /**
   * It could not be done.
   *
   * @param why for people, with the mend
   */
  record Failed(String why) implements Answer {}

  /**
   * A song that was looked up.
   *
   * @param id null while nobody has listened to it
   * @param state of the file that was asked for, else of its latest one, such as {@code done}
   * @param paths of its files, the latest first
   * @param voteDetails its verdict; null while it has none
   */
  record Song(
      @Nullable TrackId id,
      String state,
      @Nullable String reason,
      @Nullable String mend,
      List<Path> paths,
      @Nullable ClassifiedTrack voteDetails)
      implements Answer {
    public Song {
      paths = List.copyOf(paths);
    }
  }
}
