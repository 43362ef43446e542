package io.musicreclass.ledger.rows;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the history to show. Null or empty conditions are ignored; all others must hold.
 *
 * @param state of the file; {@code DONE} selects each song with a verdict once, not each file
 * @param genre as written in the verdict
 * @param sure whether the verdict is sure
 * @param stage position of the stage that ended the vote, from 1
 * @param tag what a network says of the song, regardless of case
 * @param words parts that the path must contain, regardless of case
 */
public record HistoryFilter(
    @Nullable FileState state,
    @Nullable String genre,
    @Nullable Boolean sure,
    @Nullable Integer stage,
    @Nullable String tag,
    List<String> words) {
  /** Every file, in whatever state. */
  public static final HistoryFilter ALL = new HistoryFilter(null, null, null, null, List.of());

  public HistoryFilter {
    words = words.stream().filter(word -> !word.isBlank()).toList();
  }

  /** Without a condition on tags. */
  public HistoryFilter(
      @Nullable FileState state,
      @Nullable String genre,
      @Nullable Boolean sure,
      @Nullable Integer stage,
      List<String> words) {
    this(state, genre, sure, stage, null, words);
  }

  /** The songs with a tag. */
  public static HistoryFilter tagged(String tag) {
    return new HistoryFilter(FileState.DONE, null, null, null, tag, List.of());
  }

  /** The files in one state. */
  public static HistoryFilter in(FileState state) {
    return new HistoryFilter(state, null, null, null, List.of());
  }

  /** The songs whose verdict has these properties; null ones are ignored. */
  public static HistoryFilter decided(
      @Nullable String genre, @Nullable Boolean sure, @Nullable Integer stage) {
    return new HistoryFilter(FileState.DONE, genre, sure, stage, List.of());
  }

  /** Whether it has a condition on the verdict. */
  public boolean asksVerdict() {
    return Stream.of(genre, sure, stage, tag).anyMatch(value -> value != null);
  }
}
