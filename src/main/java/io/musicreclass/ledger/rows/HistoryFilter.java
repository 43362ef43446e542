package io.musicreclass.ledger.rows;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the history to show; what is null, or empty, is not asked for. All else must hold
 * together.
 *
 * @param state of the file. Done: each song that has a verdict once, instead of each file
 * @param genre as the verdict writes it
 * @param sure whether the verdict is
 * @param stage position of the stage that ended the vote, from 1
 * @param words parts of the path, each of which must be in it; upper and lower case are the same
 */
public record HistoryFilter(
    @Nullable FileState state,
    @Nullable String genre,
    @Nullable Boolean sure,
    @Nullable Integer stage,
    List<String> words) {
  /** Every file, in whatever state. */
  public static final HistoryFilter ALL = new HistoryFilter(null, null, null, null, List.of());

  public HistoryFilter {
    words = words.stream().filter(word -> !word.isBlank()).toList();
  }

  /** The files in one state. */
  public static HistoryFilter in(FileState state) {
    return new HistoryFilter(state, null, null, null, List.of());
  }

  /** The songs that have a verdict, by those of its properties that are not null. */
  public static HistoryFilter decided(
      @Nullable String genre, @Nullable Boolean sure, @Nullable Integer stage) {
    return new HistoryFilter(FileState.DONE, genre, sure, stage, List.of());
  }

  /** Whether it asks for a property of the verdict. */
  public boolean asksVerdict() {
    return Stream.of(genre, sure, stage).anyMatch(wish -> wish != null);
  }
}
