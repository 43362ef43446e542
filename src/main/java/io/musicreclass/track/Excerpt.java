package io.musicreclass.track;

import java.util.Locale;

/**
 * Which part of a song a model listens to, written {@code full}, {@code start:30} or {@code
 * middle:30}.
 *
 * @param part where it lies
 * @param seconds its length; a shorter song gives what there is. Infinite for {@link Part#FULL}
 */
public record Excerpt(Part part, double seconds) {
  /** Where an excerpt lies in the song. */
  public enum Part {
    START,
    MIDDLE,
    FULL
  }

  public static final Excerpt FULL = new Excerpt(Part.FULL, Double.POSITIVE_INFINITY);

  public Excerpt {
    if (!(seconds > 0) || (part == Part.FULL) != Double.isInfinite(seconds)) {
      throw new IllegalArgumentException(
          "An excerpt needs a length in seconds above 0 (start:30, middle:30) or is full");
    }
  }

  /** The first frame of this excerpt in a song of {@code frames} frames at {@code rate} Hz. */
  public long firstFrame(long frames, int rate) {
    return part == Part.MIDDLE ? (frames - frames(frames, rate)) / 2 : 0;
  }

  /** How many frames this excerpt has in a song of {@code frames} frames at {@code rate} Hz. */
  public long frames(long frames, int rate) {
    return part == Part.FULL ? frames : Math.min(frames, Math.round(seconds * rate));
  }

  /** Reads the written form; throws IllegalArgumentException with the mend in its message. */
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
      throw new IllegalArgumentException(misread(text), e);
    }
    throw new IllegalArgumentException(misread(text));
  }

  private static String misread(String text) {
    return "Not an excerpt: '" + text + "' (full, start:30 or middle:30, in seconds)";
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
