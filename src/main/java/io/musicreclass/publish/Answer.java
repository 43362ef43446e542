package io.musicreclass.publish;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node's answer to a {@link Request}. */
public sealed interface Answer {
  /** The request was carried out or has been started. */
  record Done() implements Answer {}

  /**
   * The request was carried out; figures describe the result.
   *
   * @param figures numbers, strings and booleans by JSON name, in output order
   */
  record Figures(Map<String, Object> figures) implements Answer {}

  /**
   * The request failed.
   *
   * @param why the reason and what to do about it, for users
   */
  record Failed(String why) implements Answer {}

  /**
   * A song that was looked up.
   *
   * @param id null until the song has been identified
   * @param state state of the requested file, or of the song's latest file if none was given; such
   *     as {@code done}
   * @param reason why it could not be classified, if it could not
   * @param remedy what the user can do about that
   * @param paths paths of its files, latest first
   * @param track its verdict; null until it has one
   */
  record Song(
      @Nullable TrackId id,
      String state,
      @Nullable String reason,
      @Nullable String remedy,
      List<Path> paths,
      @Nullable ClassifiedTrack track)
      implements Answer {
    public Song {
      paths = List.copyOf(paths);
    }
  }
}
