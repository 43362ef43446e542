package io.musicreclass.web.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a resource that a {@code Range} header requests (RFC 9110, section 14).
 *
 * @param first number of its first byte, from 0
 * @param count number of bytes; 0 if the resource has none of the requested ones
 * @param partial whether it was requested as a range
 * @param open whether the client left its end to the server
 */
public record ByteRange(long first, long count, boolean partial, boolean open) {
  /** One range. Several at once are ignored, as the standard allows. */
  private static final Pattern SINGLE =
      Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)", Pattern.CASE_INSENSITIVE);

  private static final int MOST_DIGITS = 18;

  /**
   * Reads the header; what is not a valid single range stands for the whole resource.
   *
   * @param header null if there is none
   * @param size of the resource
   */
  public static ByteRange of(@Nullable String header, long size) {
    ByteRange whole = new ByteRange(0, size, false, false);
    Matcher range = SINGLE.matcher(header == null ? "" : header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return whole;
    }
    long end = number(range.group(2)).orElse(Long.MAX_VALUE);
    if (range.group(1).isEmpty()) {
      long count = Math.min(end, size);
      return new ByteRange(size - count, count, true, false);
    }
    long first = number(range.group(1)).orElse(0L);
    if (end < first) {
      return whole;
    }
    long count = first >= size ? 0 : Math.min(end, size - 1) - first + 1;
    return new ByteRange(first, count, true, range.group(2).isEmpty());
  }

  private static Optional<Long> number(String digits) {
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits));
  }

  /** Whether the resource has any of the requested bytes. */
  public boolean isSatisfiable() {
    return !partial || count > 0;
  }

  /** The same with fewer bytes if the client left its end to the server. */
  public ByteRange atMost(long bytes) {
    return open ? new ByteRange(first, Math.min(count, bytes), partial, true) : this;
  }

  /** The header {@code Content-Range} for this part. */
  public String contentRange(long size) {
    return "bytes " + first + "-" + (first + count - 1) + "/" + size;
  }
}
