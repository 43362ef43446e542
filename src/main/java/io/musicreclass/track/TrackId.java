package io.musicreclass.track;

import java.util.regex.Pattern;

/**
 * Who a song is, whatever its file is called: the SHA-256 over codec name, sample rate, channel
 * count and the packets of the audio stream. A rename, a new tag or a new cover keeps it.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record TrackId(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public TrackId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a track id (sha256: and 64 hex digits): " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
