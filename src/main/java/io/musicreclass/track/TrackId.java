package io.musicreclass.track;

import java.util.regex.Pattern;

/**
 * Identity of a song, independent of its file name: the SHA-256 of codec name, sample rate, channel
 * count and the packets of the audio stream. Renaming the file or changing its tags or cover does
 * not change it.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record TrackId(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public TrackId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Invalid track id, expected sha256: and 64 hex digits: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
