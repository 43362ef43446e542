package io.musicreclass.library;

import io.musicreclass.config.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of the day in which songs that nobody waits for are classified, by the wall clock of
 * the local time zone: an hour that a change of the clock skips or repeats counts as the clock
 * shows it.
 */
public final class LibraryHours {
  private static final String KEY = "reclass.library.hours: ";
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,2})(?::(\\d{2}))?\\s*-\\s*(\\d{1,2})(?::(\\d{2}))?");
  private static final int DAY = 24 * 60;

  /** A part of the day in minutes from midnight; it passes midnight if it ends before it begins. */
  private record Range(int from, int to) {
    boolean contains(int minute) {
      return from < to ? minute >= from && minute < to : minute >= from || minute < to;
    }
  }

  private final List<Range> ranges;
  private final Supplier<LocalTime> now;

  private LibraryHours(List<Range> ranges, Supplier<LocalTime> now) {
    this.ranges = List.copyOf(ranges);
    this.now = now;
  }

  /**
   * Reads the setting.
   *
   * @param written ranges such as {@code 22-7} or {@code 12:30-14}; none means always
   * @throws IllegalArgumentException if one cannot be read; the message names the key
   */
  public static LibraryHours of(List<String> written, Clock clock, ZoneId zone) {
    List<Range> ranges = written.stream().map(LibraryHours::range).toList();
    return new LibraryHours(ranges, () -> LocalTime.ofInstant(clock.instant(), zone));
  }

  /** The same of the settings, in the local time zone. */
  static LibraryHours of(Settings settings, Clock clock) {
    List<String> written = settings.reclass().library().hours().orElse(List.of());
    return of(written, clock, ZoneId.systemDefault());
  }

  /** The problems of the setting, each with its remedy. */
  static List<String> problems(List<String> written) {
    List<String> problems = new ArrayList<>();
    for (String one : written) {
      try {
        range(one);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  private static Range range(String written) {
    Matcher m = RANGE.matcher(written.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          KEY + "'" + written + "' is not a range of hours: write it like 22-7 or 12:30-14:00");
    }
    int from = minute(written, m.group(1), m.group(2));
    int to = minute(written, m.group(3), m.group(4));
    if (from % DAY == to % DAY && to - from != DAY) {
      throw new IllegalArgumentException(
          KEY + "'" + written + "' begins when it ends: leave the key out for the whole day");
    }
    return new Range(from % DAY, to);
  }

  private static int minute(String written, String hour, String minute) {
    int minutes = minute == null ? 0 : Integer.parseInt(minute);
    int time = Integer.parseInt(hour) * 60 + minutes;
    if (time > DAY || minutes > 59) {
      throw new IllegalArgumentException(
          KEY + "'" + written + "' has a time that no clock shows: hours are 0 to 24");
    }
    return time;
  }

  /** Whether such songs are taken now. */
  public boolean areNow() {
    int minute = minute(now.get());
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(minute));
  }

  /** When they will be taken, unless they are now. */
  public Optional<LocalTime> waitsUntil() {
    LocalTime time = now.get().truncatedTo(ChronoUnit.MINUTES);
    return areNow()
        ? Optional.empty()
        : ranges.stream()
            .map(range -> LocalTime.MIN.plusMinutes(range.from()))
            .min(Comparator.comparing(start -> ahead(time, start)));
  }

  private static Duration ahead(LocalTime from, LocalTime to) {
    Duration distance = Duration.between(from, to);
    return distance.isNegative() ? distance.plusDays(1) : distance;
  }

  private static int minute(LocalTime time) {
    return time.getHour() * 60 + time.getMinute();
  }
}
