package io.musicreclass.cli.classify;

import io.musicreclass.track.MusicTag;
import io.musicreclass.track.Verdict;
import java.util.List;

/** The tags of a song by their kind. */
final class Moods {
  private static final int MOST = 3;

  private Moods() {}

  /** The most probable moods. */
  static List<String> of(Verdict.Decided verdict) {
    return names(verdict, MusicTag.Kind.MOOD).stream().limit(MOST).toList();
  }

  /** All tags of a kind, the most probable first. */
  static List<String> names(Verdict.Decided verdict, MusicTag.Kind kind) {
    return verdict.tags().stream().filter(tag -> tag.kind() == kind).map(MusicTag::name).toList();
  }
}
