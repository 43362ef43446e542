package io.musicreclass.cli;

import io.musicreclass.pipeline.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a re-vote changes, as a table for people. */
final class ForecastText {
  private ForecastText() {}

  static List<String> lines(Forecast f) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-32s %9s %9s %9s", count(f.tracks()), "now", "then", "change"));
    lines.add(row("  sure", f.now().sure(), f.then().sure()));
    lines.add(row("  unsure", f.now().unsure(), f.then().unsure()));
    TreeSet<Integer> stages = new TreeSet<>(f.now().stages().keySet());
    stages.addAll(f.then().stages().keySet());
    for (int stage : stages) {
      int now = f.now().stages().getOrDefault(stage, 0);
      lines.add(row("  ended by stage " + stage, now, f.then().stages().getOrDefault(stage, 0)));
    }
    if (f.owes() > 0) {
      lines.add(row("  must be heard first", 0, f.owes()));
    }
    if (f.accuracy().tracks() > 0) {
      lines.add(
          row(
              String.format(Locale.ROOT, "  right, of %,d you corrected", f.accuracy().tracks()),
              f.accuracy().now(),
              f.accuracy().then()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "Changed: %,d (another genre: %,d; the others in sureness or stage).",
            f.changed(),
            f.flipped()));
    new TreeMap<>(f.owed())
        .forEach(
            (stage, songs) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Need stage %d, which never heard them: %,d. They keep their verdict until"
                            + " it has.",
                        stage,
                        songs)));
    return lines;
  }

  private static String count(int songs) {
    return String.format(Locale.ROOT, "%,d song%s", songs, songs == 1 ? "" : "s");
  }

  private static String row(String name, int now, int then) {
    return String.format(Locale.ROOT, "%-32s %,9d %,9d %9s", name, now, then, change(then - now))
        .stripTrailing();
  }

  private static String change(int by) {
    return by == 0 ? "" : String.format(Locale.ROOT, "%+,d", by);
  }
}
