package io.musicreclass.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A picture of curves over an axis from 0 to 100 %, as SVG. */
final class LineChart {
  private static final double WIDTH = 560;
  private static final double HEIGHT = 320;
  private static final double LEFT = 74;
  private static final double RIGHT = 30;
  private static final double TOP = 16;
  private static final double BOTTOM = 48;
  private static final int GAP = 15;

  /**
   * A point.
   *
   * @param low of its interval
   * @param high of its interval
   * @param says what it means, for people
   */
  record Point(double x, double y, double low, double high, String says) {
    static Point of(double x, Interval y, String says) {
      return new Point(x, y.value(), y.low(), y.high(), says);
    }

    static Point of(double x, double y, String says) {
      return new Point(x, y, y, y, says);
    }
  }

  private final String id;
  private final String title;
  private final String description;
  private final double from;
  private final double to;
  private final boolean share;
  private final StringBuilder marks = new StringBuilder();
  private final List<String> legend = new ArrayList<>();

  private LineChart(
      String id, String title, String description, double from, double to, boolean share) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.from = from;
    this.to = to;
    this.share = share;
  }

  /** A chart of shares, from a multiple of 20 % to 100 %. */
  static LineChart ofShares(String id, String title, String description, double lowest) {
    double from = Math.max(0, Math.min(0.8, Math.floor(lowest * 5) / 5));
    return new LineChart(id, title, description, from, 1, true);
  }

  /** A chart of amounts, from 0. */
  static LineChart ofAmounts(String id, String title, String description, double highest) {
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, highest))));
    double to = unit * Math.ceil(Math.max(1, highest) / unit);
    return new LineChart(id, title, description, 0, to, false);
  }

  private double x(double value) {
    return LEFT + value * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    double within = Math.max(from, Math.min(to, value));
    return HEIGHT - BOTTOM - (within - from) / (to - from) * (HEIGHT - TOP - BOTTOM);
  }

  private String at(double x, double y) {
    return Html.format("%.1f,%.1f", x(x), y(y));
  }

  /** The diagonal, where both axes are equal. */
  LineChart diagonal(String name) {
    marks.append("<polyline class=\"ideal\" points=\"");
    marks.append(at(from, from)).append(' ').append(at(1, 1)).append("\"/>");
    legend.add("<span class=\"ideal\"></span>" + Html.text(name));
    return this;
  }

  /** The intervals of points as an area. */
  LineChart band(List<Point> points) {
    List<String> outline = new ArrayList<>();
    points.forEach(point -> outline.add(at(point.x(), point.high())));
    for (int i = points.size() - 1; i >= 0; i--) {
      outline.add(at(points.get(i).x(), points.get(i).low()));
    }
    marks.append("<polygon class=\"band\" points=\"");
    marks.append(String.join(" ", outline)).append("\"/>");
    return this;
  }

  /**
   * A curve.
   *
   * @param series its number, from 1, which chooses colour and dashes
   * @param name for the legend; empty: none
   */
  LineChart curve(List<Point> points, int series, String name) {
    String style = "s" + (1 + (series - 1) % 4);
    marks.append("<polyline class=\"curve ").append(style).append("\" points=\"");
    marks.append(points.stream().map(p -> at(p.x(), p.y())).collect(Collectors.joining(" ")));
    marks.append("\"/>");
    if (!name.isEmpty()) {
      legend.add("<span class=\"" + style + "\"></span>" + Html.text(name));
    }
    return this;
  }

  /** Points with their intervals as lines. */
  LineChart dots(List<Point> points) {
    for (Point point : points) {
      marks.append(
          Html.format(
              "<g><title>%s</title><line class=\"whisker\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\""
                  + " y2=\"%.1f\"/><circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/></g>",
              Html.text(point.says()),
              x(point.x()),
              y(point.low()),
              x(point.x()),
              y(point.high()),
              x(point.x()),
              y(point.y())));
    }
    return this;
  }

  /** A vertical line at the value in force. */
  LineChart now(double x, String says) {
    boolean atRight = x > 0.6;
    marks.append(
        Html.format(
            "<g><line class=\"now\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                + "<text class=\"label\" x=\"%.1f\" y=\"%.1f\"%s>%s</text></g>",
            x(x),
            TOP,
            x(x),
            HEIGHT - BOTTOM,
            x(x) + (atRight ? -6 : 6),
            HEIGHT - BOTTOM - 8,
            atRight ? " text-anchor=\"end\"" : "",
            Html.text(says)));
    return this;
  }

  /** The picture with the names of its axes. */
  String svg(String xName, String yName) {
    StringBuilder svg = new StringBuilder("<figure>");
    svg.append(
        Html.format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
                + "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>",
            WIDTH, HEIGHT, id, id, id, Html.text(title), id, Html.text(description)));
    for (int i = 0; i <= 5; i++) {
      double x = i / 5.0;
      svg.append(label(x(x), HEIGHT - BOTTOM + GAP + 3, "middle", Html.format("%.0f %%", 100 * x)));
    }
    int lines = ticks();
    for (int i = 0; i <= lines; i++) {
      double value = from + (to - from) * i / lines;
      svg.append(
          Html.format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
              x(0), y(value), x(1), y(value)));
      String text = share ? Html.format("%.0f %%", 100 * value) : Html.format("%.0f", value);
      svg.append(label(LEFT - 8, y(value) + 4, "end", text));
    }
    svg.append(marks);
    svg.append(label((x(0) + x(1)) / 2, HEIGHT - 8, "middle", xName));
    svg.append(
        Html.format(
            "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(14 %.1f)"
                + " rotate(-90)\">%s</text></svg>",
            (y(from) + y(to)) / 2, Html.text(yName)));
    if (!legend.isEmpty()) {
      svg.append("<figcaption class=\"legend\">");
      legend.forEach(entry -> svg.append("<span>").append(entry).append("</span>"));
      svg.append("</figcaption>");
    }
    return svg.append("</figure>\n").toString();
  }

  private int ticks() {
    if (!share) {
      return 4;
    }
    return (int) Math.round((to - from) * (from < 0.5 ? 5 : 10));
  }

  private static String label(double x, double y, String anchor, String text) {
    return Html.format(
        "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x, y, anchor, Html.text(text));
  }
}
