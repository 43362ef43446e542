package io.musicreclass.track;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished classification: song, verdict and processing times.
 *
 * @param path the analysed file
 * @param verdict the effective verdict: the user's correction if there is one, otherwise the vote's
 * @param seconds duration of the whole song, summed from its packets
 * @param decodeMs milliseconds spent on opening, identifying and decoding
 * @param totalMs milliseconds from claim to verdict
 * @param at time of the verdict or correction
 * @param overruled the vote's verdict if a user corrected it, otherwise null
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

  /** Value of {@link Verdict.Decided#rule} for a user's correction. */
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

  /** A classification without a correction. */
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

  /** The same under another name. */
  public ClassifiedTrack at(Path name) {
    return new ClassifiedTrack(
        id, name, origin, verdict, seconds, decodeMs, totalMs, at, overruled);
  }

  /** The vote's verdict, regardless of corrections. */
  public Verdict.Decided voted() {
    return overruled == null ? verdict : overruled;
  }

  /** This track with a user's genre, which is sure and keeps the stages' votes. */
  public ClassifiedTrack corrected(String genre, Instant when) {
    Verdict.Decided correction =
        new Verdict.Decided(
            genre, 1, true, voted().stage(), PERSON, Map.of(genre, 1.0), voted().votes());
    return new ClassifiedTrack(
        id, path, Origin.CORRECTION, correction, seconds, decodeMs, totalMs, when, voted());
  }

  /** This track without the user's correction: the vote's verdict applies again. */
  public ClassifiedTrack uncorrected(Instant when) {
    return new ClassifiedTrack(
        id, path, Origin.CORRECTION, voted(), seconds, decodeMs, totalMs, when, null);
  }

  /** This track with a new result of the vote; discards any correction. */
  public ClassifiedTrack revoted(Verdict.Decided newVerdict, Instant when) {
    return new ClassifiedTrack(
        id, path, Origin.REVOTE, newVerdict, seconds, decodeMs, totalMs, when, null);
  }

  /**
   * Whether this differs from an earlier, published verdict in genre, certainty or stage. A user's
   * correction outlasts later votes, so nothing that follows one counts as an update.
   */
  public boolean isUpdateOf(ClassifiedTrack before) {
    Verdict.Decided earlier = before.verdict;
    return before.overruled == null
        && !(earlier.genre().equals(verdict.genre())
            && earlier.sure() == verdict.sure()
            && earlier.stage() == verdict.stage());
  }
}
