package io.musicreclass.ledger.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the history to show. Null or empty conditions are ignored; all others must hold.
 *
 * @param state of the file; {@code DONE} selects each song with a verdict once, not each file
 * @param genre as written in the verdict
 * @param sure whether the verdict is sure
 * @param stage position of the stage that ended the vote, from 1
 * @param reviewed whether a person has given the genre
 * @param tags what networks say of the song, regardless of case
 * @param words parts that title, artist, album and path together must contain, regardless of case
 *     and accents; those of one or two letters must begin a word
 * @param file conditions on the file and its own tags
 */
public record HistoryFilter(
    @Nullable FileState state,
    @Nullable String genre,
    @Nullable Boolean sure,
    @Nullable Integer stage,
    @Nullable Boolean reviewed,
    List<String> tags,
    List<String> words,
    OfFile file) {
  /** Every file, in whatever state. */
  public static final HistoryFilter ALL = new HistoryFilter(null, null, null, null, List.of());

  public HistoryFilter {
    tags = List.copyOf(tags);
    words = words.stream().filter(word -> !word.isBlank()).toList();
  }

  /** With at most one tag. */
  public HistoryFilter(
      @Nullable FileState state,
      @Nullable String genre,
      @Nullable Boolean sure,
      @Nullable Integer stage,
      @Nullable String tag,
      List<String> words) {
    this(state, genre, sure, stage, null, Stream.ofNullable(tag).toList(), words, OfFile.ANY);
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

  /**
   * Conditions on a file and the tags stored in it.
   *
   * @param artist in any spelling
   * @param album in any spelling
   * @param folder that contains the file, at any depth
   * @param agreement of the genre tag with the genre shown
   * @param genres those that the vote knows; only used with an agreement
   */
  public record OfFile(
      @Nullable String artist,
      @Nullable String album,
      @Nullable Path folder,
      @Nullable Agreement agreement,
      List<String> genres) {
    /** Every file. */
    public static final OfFile ANY = new OfFile(null, null, null, null, List.of());

    public OfFile {
      genres = agreement == null ? List.of() : List.copyOf(genres); // equal to ANY without
    }
  }

  /** How a file's genre tag compares with the genre shown. */
  public enum Agreement {
    /** They are the same. */
    AGREE,
    /** The tag names another genre that the vote knows. */
    DIFFER,
    /** The tag names a genre that the vote does not know. */
    UNKNOWN,
    /** There is no tag. */
    UNTAGGED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
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
    return !tags.isEmpty()
        || Stream.of(genre, sure, stage, reviewed, file.agreement).anyMatch(value -> value != null);
  }
}
