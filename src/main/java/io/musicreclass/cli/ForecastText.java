package io.musicreclass.cli;

import io.musicreclass.revote.RevoteForecast;
import io.musicreclass.track.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** Formats what a re-vote changes as a table. */
final class ForecastText {
  private ForecastText() {}

  static List<String> lines(RevoteForecast f) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-38s %16s %16s %9s", songs(f.tracks()), "now", "then", "change"));
    int decided = f.then().sure() + f.then().unsure();
    Table table = new Table(lines, f.tracks(), decided);
    table.row("sure", f.now().sure(), f.then().sure());
    table.row("unsure", f.now().unsure(), f.then().unsure());
    TreeSet<Integer> stages = new TreeSet<>(f.now().stages().keySet());
    stages.addAll(f.then().stages().keySet());
    for (int stage : stages) {
      int now = f.now().stages().getOrDefault(stage, 0);
      table.row("decided after stage " + stage, now, f.then().stages().getOrDefault(stage, 0));
    }
    if (f.pending() > 0) {
      new Table(lines, f.tracks(), f.tracks()).row("must be analysed first", 0, f.pending());
    }
    agreement(lines, "right, of %s you corrected", f.accuracy());
    agreement(lines, "as tagged, of %s", f.tagged());
    lines.add(
        String.format(
            Locale.ROOT,
            "Changed: %,d (another genre: %,d; the rest only in certainty or stage).",
            f.changed(),
            f.flipped()));
    new TreeMap<>(f.pendingByStage())
        .forEach(
            (stage, songs) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Need stage %d, which has not analysed them yet: %,d. They keep their verdict until then.",
                        stage,
                        songs)));
    return lines;
  }

  private static void agreement(List<String> lines, String name, RevoteForecast.Accuracy people) {
    if (people.tracks() > 0) {
      new Table(lines, people.tracks(), people.tracks())
          .row(String.format(name, songs(people.tracks())), people.now(), people.then());
    }
  }

  private static String songs(int number) {
    return String.format(Locale.ROOT, "%,d song%s", number, number == 1 ? "" : "s");
  }

  /** Rows of counts with their shares of all songs. */
  private record Table(List<String> lines, int now, int then) {
    void row(String name, int ofNow, int ofThen) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  "  %-36s %,9d %4d %% %,9d %4d %% %9s",
                  name,
                  ofNow,
                  Percent.share(ofNow, now),
                  ofThen,
                  Percent.share(ofThen, then),
                  change(ofThen - ofNow))
              .stripTrailing());
    }
  }

  private static String change(int by) {
    return by == 0 ? "" : String.format(Locale.ROOT, "%+,d", by);
  }
}
