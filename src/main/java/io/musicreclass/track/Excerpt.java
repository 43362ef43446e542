package io.musicreclass.track;

import java.util.Locale;

/**
 * Which part of a song a model analyses, written {@code full}, {@code start:30} or {@code
 * middle:30}.
 *
 * @param part its position
 * @param seconds its length, which a shorter song does not reach; infinite for {@link Part#FULL}
 */
public record Excerpt(Part part, double seconds) {
  /** Position of an excerpt in the song. */
  public enum Part {
    START,
    MIDDLE,
    FULL
  }

  public static final Excerpt FULL = new Excerpt(Part.FULL, Double.POSITIVE_INFINITY);

  public Excerpt {
    if (!(seconds > 0) || (part == Part.FULL) != Double.isInfinite(seconds)) {
      throw new IllegalArgumentException(
          "An excerpt is 'full' or needs a length above 0 seconds, such as start:30 or middle:30");
    }
  }

  /** The first frame of this excerpt in a song of {@code frames} frames at {@code rate} Hz. */
  public long firstFrame(long frames, int rate) {
    return part == Part.MIDDLE ? (frames - frames(frames, rate)) / 2 : 0;
  }

  /** Number of frames of this excerpt in a song of {@code frames} frames at {@code rate} Hz. */
  public long frames(long frames, int rate) {
    return part == Part.FULL ? frames : Math.min(frames, Math.round(seconds * rate));
  }

  /**
   * Parses the written form.
   *
   * @throws IllegalArgumentException if it is malformed; the message names the valid forms
   */
  public static Excerpt parse(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split(":", -1);
    try {
      if (words.length == 1 && words[0].equals("full")) {
        return FULL;
      }
      if (words.length == 2 && !words[0].equals("full")) {
        Part part = Part.valueOf(words[0].toUpperCase(Locale.ROOT));
        return new Excerpt(part, Double.parseDouble(words[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(invalid(text), e);
    }
    throw new IllegalArgumentException(invalid(text));
  }

  private static String invalid(String text) {
    return "Invalid excerpt '" + text + "': use full, start:30 or middle:30 (seconds)";
  }

  @Override
  public String toString() {
    String name = part.name().toLowerCase(Locale.ROOT);
    if (part == Part.FULL) {
      return name;
    }
    return name + ":" + (seconds == Math.rint(seconds) ? "" + (long) seconds : "" + seconds);
  }
}
