package io.musicreclass.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pieces of the HTML and SVG of reports. */
public final class Html {
  private Html() {}

  /**
   * A page that needs no other file.
   *
   * @param body as HTML
   */
  public static String page(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(text(title), style(), body);
  }

  private static String style() {
    try (InputStream css = Html.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text that may come from anywhere. */
  public static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A format without the reader's local signs. */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  public static String percent(double share) {
    return format("%.1f %%", 100 * share);
  }

  /**
   * A table whose first cell in each row is its heading; the others are numbers.
   *
   * @param caption as text
   */
  public static String table(String caption, List<String> head, List<List<String>> rows) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
        + text(caption)
        + "\"><table><caption>"
        + text(caption)
        + "</caption><thead><tr>"
        + head.stream()
            .map(cell -> "<th scope=\"col\">" + text(cell) + "</th>")
            .collect(Collectors.joining())
        + "</tr></thead><tbody>"
        + rows.stream().map(Html::row).collect(Collectors.joining())
        + "</tbody></table></div>\n";
  }

  private static String row(List<String> cells) {
    return "<tr><th scope=\"row\">"
        + text(cells.get(0))
        + "</th>"
        + cells.stream()
            .skip(1)
            .map(cell -> "<td>" + text(cell) + "</td>")
            .collect(Collectors.joining())
        + "</tr>";
  }

  /** The table of a picture's numbers, closed at first. */
  public static String asTable(String caption, List<String> head, List<List<String>> rows) {
    return "<details><summary>Show as table</summary>"
        + table(caption, head, rows)
        + "</details>\n";
  }

  /** A section: heading, explanation, content. */
  public static String section(String heading, String explanation, String content) {
    return "<section><h2>"
        + text(heading)
        + "</h2><p>"
        + text(explanation)
        + "</p>\n"
        + content
        + "</section>\n";
  }
}
