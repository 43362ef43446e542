package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.Html;
import io.musicreclass.train.method.Epoch;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Loss and accuracy by epoch, as SVG. */
record EpochCharts(String id, List<Epoch> epochs) {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 260;
  private static final double LEFT = 64;
  private static final double RIGHT = 20;
  private static final double TOP = 14;
  private static final double BOTTOM = 46;
  private static final int TICKS = 4;

  /** Both, and their numbers. */
  String html() {
    boolean held = epochs.stream().anyMatch(epoch -> Double.isFinite(epoch.validLoss()));
    double highest = Math.max(highest(Epoch::trainLoss), held ? highest(Epoch::validLoss) : 0);
    StringBuilder html = new StringBuilder("<div class=\"pair\">");
    html.append(
        chart(
            "loss",
            "Loss in nats",
            Math.max(highest, 1e-9),
            "%.2f",
            curve(Epoch::trainLoss, Math.max(highest, 1e-9), 1)
                + (held ? curve(Epoch::validLoss, Math.max(highest, 1e-9), 2) : ""),
            List.of("fitted rows", held ? "held-out rows" : "")));
    if (epochs.stream().anyMatch(epoch -> Double.isFinite(epoch.validAccuracy()))) {
      html.append(
          chart(
              "accuracy",
              "Accuracy of held-out rows",
              1,
              "%.2f",
              curve(Epoch::validAccuracy, 1, 2),
              List.of("", "held-out rows")));
    }
    return html.append("</div>\n").append(table()).toString();
  }

  private String table() {
    return Html.asTable(
        "Epochs",
        List.of("Epoch", "Loss", "Held-out loss", "Held-out accuracy"),
        epochs.stream()
            .map(
                epoch ->
                    List.of(
                        String.valueOf(epoch.number()),
                        Html.format("%.4f", epoch.trainLoss()),
                        number("%.4f", epoch.validLoss()),
                        number("%.3f", epoch.validAccuracy())))
            .toList());
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? Html.format(format, value) : "–";
  }

  private double highest(ToDoubleFunction<Epoch> value) {
    return epochs.stream().mapToDouble(value).filter(Double::isFinite).max().orElse(0);
  }

  private double x(int number) {
    int last = epochs.get(epochs.size() - 1).number();
    return LEFT + (number - 1.0) / Math.max(1, last - 1) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double highest) {
    double share = Math.max(0, Math.min(1, value / highest));
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private String curve(ToDoubleFunction<Epoch> value, double highest, int style) {
    return "<polyline class=\"curve s"
        + style
        + "\" points=\""
        + epochs.stream()
            .filter(epoch -> Double.isFinite(value.applyAsDouble(epoch)))
            .map(
                epoch ->
                    Html.format(
                        "%.1f,%.1f", x(epoch.number()), y(value.applyAsDouble(epoch), highest)))
            .collect(Collectors.joining(" "))
        + "\"/>";
  }

  private String chart(
      String what,
      String title,
      double highest,
      String format,
      String curves,
      List<String> legend) {
    StringBuilder svg = new StringBuilder("<figure>");
    svg.append(
        Html.format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"%s-%s\"><title"
                + " id=\"%s-%s\">%s by epoch: the table below has the same numbers</title>",
            WIDTH, HEIGHT, id, what, id, what, Html.text(title)));
    for (int i = 0; i <= TICKS; i++) {
      double value = highest * i / TICKS;
      double y = y(value, highest);
      svg.append(
          Html.format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT, y, WIDTH - RIGHT, y, LEFT - 8, y + 4, Html.format(format, value)));
    }
    int last = epochs.get(epochs.size() - 1).number();
    for (int number : new int[] {1, (1 + last) / 2, last}) {
      svg.append(
          Html.format(
              "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>",
              x(number), HEIGHT - BOTTOM + 18, number));
    }
    svg.append(curves);
    svg.append(
        Html.format(
            "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s by"
                + " epoch</text></svg><figcaption class=\"legend\">",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, Html.text(title)));
    for (int i = 0; i < legend.size(); i++) {
      if (!legend.get(i).isEmpty()) {
        svg.append("<span><span class=\"s")
            .append(i + 1)
            .append("\"></span>")
            .append(Html.text(legend.get(i)))
            .append("</span>");
      }
    }
    return svg.append("</figcaption></figure>").toString();
  }
}
