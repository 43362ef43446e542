package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.Html;
import io.musicreclass.evaluate.study.ImportanceReport.Importance;
import java.util.List;

/** Losses of accuracy as bars with their intervals, as SVG. */
record BarChart(String id, String title, List<Importance> bars) {
  private static final double WIDTH = 640;
  private static final double LEFT = 190;
  private static final double RIGHT = 24;
  private static final double ROW = 20;
  private static final double TOP = 6;
  private static final double BOTTOM = 46;
  private static final int TICKS = 4;

  String svg() {
    double highest = bars.stream().mapToDouble(bar -> bar.accuracyDrop().high()).max().orElse(0);
    double lowest = bars.stream().mapToDouble(bar -> bar.accuracyDrop().low()).min().orElse(0);
    double step = step((Math.max(highest, 0.001) - Math.min(lowest, 0)) / TICKS);
    double from = step * Math.floor(Math.min(lowest, 0) / step);
    double to = step * Math.ceil(Math.max(highest, 0.001) / step);
    double height = TOP + ROW * bars.size() + BOTTOM;
    StringBuilder svg = new StringBuilder("<figure>");
    svg.append(
        Html.format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"%s-t\">"
                + "<title id=\"%s-t\">%s: the table below has the same numbers</title>",
            WIDTH, height, id, id, Html.text(title)));
    for (double tick = from; tick <= to + step / 2; tick += step) {
      double x = x(tick, from, to);
      svg.append(
          Html.format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
              x, TOP, x, height - BOTTOM, x, height - BOTTOM + 18, points(tick, step)));
    }
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, bars.get(i), TOP + ROW * i, from, to);
    }
    svg.append(
        Html.format(
            "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">Loss of accuracy in"
                + " points</text></svg></figure>%n",
            (LEFT + WIDTH - RIGHT) / 2, height - 8));
    return svg.toString();
  }

  private static String points(double tick, double step) {
    return Html.format(step < 0.00999 ? "%.1f" : "%.0f", 100 * tick + 0.0);
  }

  /** A step of 1, 2 or 5 times a power of ten. */
  private static double step(double least) {
    double unit = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * unit >= least) {
        return factor * unit;
      }
    }
    return 10 * unit;
  }

  private static double x(double value, double from, double to) {
    return LEFT + (value - from) / (to - from) * (WIDTH - LEFT - RIGHT);
  }

  private static void bar(StringBuilder svg, Importance bar, double y, double from, double to) {
    double zero = x(0, from, to);
    double end = x(bar.accuracyDrop().mean(), from, to);
    double middle = y + ROW / 2;
    String name = bar.name().length() > 26 ? bar.name().substring(0, 25) + "…" : bar.name();
    svg.append(
        Html.format(
            "<g><title>%s: %s points</title><text class=\"label\" x=\"%.1f\" y=\"%.1f\""
                + " text-anchor=\"end\">%s</text><rect class=\"bar\" x=\"%.1f\" y=\"%.1f\""
                + " width=\"%.1f\" height=\"%.1f\"/><line class=\"whisker\" x1=\"%.1f\" y1=\"%.1f\""
                + " x2=\"%.1f\" y2=\"%.1f\"/></g>",
            Html.text(bar.name()),
            bar.accuracyDrop().points(),
            LEFT - 8,
            middle + 4.5,
            Html.text(name),
            Math.min(zero, end),
            y + 3,
            Math.abs(end - zero),
            ROW - 6,
            x(bar.accuracyDrop().low(), from, to),
            middle,
            x(bar.accuracyDrop().high(), from, to),
            middle));
  }
}
