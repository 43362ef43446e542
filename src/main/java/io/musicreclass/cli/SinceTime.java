package io.musicreclass.cli;

import io.musicreclass.cli.terminal.UsageError;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times as written on the command line. */
final class SinceTime {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private SinceTime() {}

  /**
   * Parses {@code 90m}, {@code 2h}, {@code 3d} (ago), a date, or a date with time, in the clock's
   * time zone.
   *
   * @throws UsageError if it is none of these
   */
  static Instant parse(String text, Clock clock) {
    Matcher ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
    if (ago.matches()) {
      long n = Long.parseLong(ago.group(1));
      return clock
          .instant()
          .minus(
              switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
              });
    }
    try {
      return text.contains("T")
          ? LocalDateTime.parse(text).atZone(clock.getZone()).toInstant()
          : LocalDate.parse(text).atStartOfDay(clock.getZone()).toInstant();
    } catch (DateTimeException e) {
      throw new UsageError(
          "--since "
              + text
              + ": expected a time such as 90m, 2h, 3d, 2026-11-22 or 2026-11-22T18:00");
    }
  }
}
