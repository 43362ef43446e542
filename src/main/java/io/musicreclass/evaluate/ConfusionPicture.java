package io.musicreclass.evaluate;

import java.util.List;

/** The confusion matrix as SVG: a row for each true genre, darker the larger its share. */
record ConfusionPicture(List<GenreFigures> genres, List<List<Integer>> counts) {
  private static final double CELL = 38;
  private static final double LEFT = 100;
  private static final double TOP = 84;
  private static final double DARK = 0.55;

  String svg() {
    double width = LEFT + CELL * genres.size() + 20;
    double height = TOP + CELL * genres.size() + 8;
    StringBuilder svg = new StringBuilder();
    svg.append(
        Html.format(
            "<figure><svg class=\"matrix\" viewBox=\"0 0 %.0f %.0f\" style=\"max-width:%.0fpx\""
                + " role=\"img\" aria-labelledby=\"confusion-t confusion-d\">"
                + "<title id=\"confusion-t\">Confusion matrix</title><desc id=\"confusion-d\">Rows"
                + " are true genres, columns are verdicts; the table below has the same numbers."
                + "</desc>",
            width, height, width * 1.15));
    for (int i = 0; i < genres.size(); i++) {
      String name = Html.text(genres.get(i).genre());
      svg.append(
          Html.format(
              "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT - 8, TOP + CELL * (i + 0.5) + 4, name));
      svg.append(
          Html.format(
              "<text class=\"label\" transform=\"translate(%.1f %.1f) rotate(-45)\">%s</text>",
              LEFT + CELL * (i + 0.5) + 2, TOP - 8, name));
      for (int j = 0; j < genres.size(); j++) {
        cell(svg, i, j);
      }
    }
    return svg.append("</svg></figure>\n").toString();
  }

  private void cell(StringBuilder svg, int truth, int verdict) {
    int count = counts.get(truth).get(verdict);
    double share = Figures.share(count, genres.get(truth).n());
    double x = LEFT + CELL * verdict;
    double y = TOP + CELL * truth;
    svg.append(
        Html.format(
            "<g><title>%s: %d of %d songs have the verdict %s</title><rect class=\"cell%s\""
                + " x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\"/>",
            Html.text(genres.get(truth).genre()),
            count,
            genres.get(truth).n(),
            Html.text(genres.get(verdict).genre()),
            truth == verdict ? " right" : "",
            x + 1,
            y + 1,
            CELL - 2,
            CELL - 2));
    if (count > 0) {
      svg.append(
          Html.format(
              "<rect class=\"%s\" fill-opacity=\"%.2f\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                  + " height=\"%.1f\" rx=\"3\"/><text class=\"count%s\" x=\"%.1f\" y=\"%.1f\""
                  + " text-anchor=\"middle\">%d</text>",
              truth == verdict ? "hit" : "miss",
              0.12 + 0.88 * share,
              x + 1,
              y + 1,
              CELL - 2,
              CELL - 2,
              share > DARK ? " on-dark" : "",
              x + CELL / 2,
              y + CELL / 2 + 4.5,
              count));
    }
    svg.append("</g>");
  }
}
