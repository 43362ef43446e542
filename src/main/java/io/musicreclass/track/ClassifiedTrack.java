package io.musicreclass.track;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished classification: what was decided about which song, and what it cost.
 *
 * @param path the file that was heard
 * @param verdict what holds: a person's genre where there is one, else what the vote said
 * @param seconds duration of the whole song, summed from its packets
 * @param decodeMs milliseconds spent on opening, identifying and decoding
 * @param totalMs milliseconds from claim to verdict
 * @param at when the verdict was given, or corrected
 * @param overruled what the vote said where a person has corrected it, else null
 */
public record ClassifiedTrack(
    TrackId id,
    Path path,
    Origin origin,
    Verdict.Decided verdict,
    double seconds,
    long decodeMs,
    long totalMs,
    Instant at,
    Verdict.@Nullable Decided overruled) {

  /** The rule of a verdict that a person gave. */
  public static final String PERSON = "person";

  /** Why a song was classified. */
  public enum Origin {
    INBOX,
    LIBRARY,
    RETRY,
    REVOTE,
    CORRECTION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A verdict that nobody has corrected. */
  public ClassifiedTrack(
      TrackId id,
      Path path,
      Origin origin,
      Verdict.Decided verdict,
      double seconds,
      long decodeMs,
      long totalMs,
      Instant at) {
    this(id, path, origin, verdict, seconds, decodeMs, totalMs, at, null);
  }

  /** What the vote said, whatever a person says. */
  public Verdict.Decided voted() {
    return overruled == null ? verdict : overruled;
  }

  /** The same with a person's genre: sure, and with the stages' votes beside it. */
  public ClassifiedTrack corrected(String genre, Instant when) {
    Verdict.Decided said =
        new Verdict.Decided(
            genre, 1, true, voted().stage(), PERSON, Map.of(genre, 1.0), voted().votes());
    return new ClassifiedTrack(
        id, path, Origin.CORRECTION, said, seconds, decodeMs, totalMs, when, voted());
  }

  /** The same without a person's genre: what the vote said holds again. */
  public ClassifiedTrack uncorrected(Instant when) {
    return new ClassifiedTrack(
        id, path, Origin.CORRECTION, voted(), seconds, decodeMs, totalMs, when, null);
  }

  /** The same song with another result of the vote; a person's genre would not survive this. */
  public ClassifiedTrack revoted(Verdict.Decided now, Instant when) {
    return new ClassifiedTrack(
        id, path, Origin.REVOTE, now, seconds, decodeMs, totalMs, when, null);
  }

  /**
   * Whether who was told that verdict must be told this one: another genre, sureness or stage. A
   * person's genre holds whatever the vote says later, so what comes after it is no news.
   */
  public boolean isUpdateOf(ClassifiedTrack before) {
    Verdict.Decided was = before.verdict;
    return before.overruled == null
        && !(was.genre().equals(verdict.genre())
            && was.sure() == verdict.sure()
            && was.stage() == verdict.stage());
  }
}
