package io.musicreclass.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a training of a head for one's own genres has found. The names of the components are those
 * of the JSON.
 */
record HeadReport(
    int schema,
    HeadComparison.NewHead head,
    boolean adopted,
    String outcome,
    List<String> notes,
    List<HeadComparison.Tried> tried,
    Side now,
    Side then,
    PairedTest difference,
    HeadComparison.Changes changes)
    implements VoteEvaluation.Report {
  /** The vote on the held-out songs. */
  record Side(Interval accuracy, double balancedAccuracy, List<GenreFigures> genres) {}

  HeadReport {
    notes = List.copyOf(notes);
    tried = List.copyOf(tried);
  }

  HeadReport(
      HeadComparison.NewHead head,
      boolean adopted,
      String outcome,
      List<String> notes,
      List<HeadComparison.Tried> tried,
      Side now,
      Side then,
      PairedTest difference,
      HeadComparison.Changes changes) {
    this(1, head, adopted, outcome, notes, tried, now, then, difference, changes);
  }

  @Override
  public String json() {
    try {
      return EvaluationReport.JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("Records of numbers and texts have a JSON form", e);
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(notes);
    tried.forEach(
        one ->
            lines.add(
                Html.format(
                    "tried %s, %s: log loss %.4f, accuracy %.1f %%",
                    one.models(), one.method(), one.logLoss(), 100 * one.accuracy())));
    lines.add(
        Html.format(
            "fitted to %d songs of %d artists, compared on %d songs of others",
            head.trainingSongs(), head.trainingArtists(), now.accuracy().n()));
    lines.add("current vote:  " + side(now));
    lines.add("with the head: " + side(then));
    lines.add(
        Html.format(
            "%d newly right, %d newly wrong (p = %.3f)",
            difference.newlyRight(), difference.newlyWrong(), difference.p()));
    lines.add(changesText());
    lines.add(outcome);
    return lines;
  }

  private static String side(Side side) {
    return "accuracy "
        + side.accuracy().text()
        + Html.format(", balanced %.1f %%", 100 * side.balancedAccuracy());
  }

  private String changesText() {
    return Html.format(
            "with it, a re-vote changes %d of %d verdicts, %d of them to another genre",
            changes.changed(), changes.tracks(), changes.flipped())
        + (changes.pending() == 0
            ? ""
            : Html.format("; %d songs need another stage first", changes.pending()))
        + (changes.unknown() == 0
            ? ""
            : Html.format("; %d songs have a genre that it does not know", changes.unknown()));
  }

  @Override
  public String html() {
    return Html.page(
        "A head for " + head.songs() + ": Reclass training",
        "<h1>A head for "
            + Html.text(head.songs())
            + "</h1>\n<p><b>"
            + Html.text(outcome)
            + "</b></p>\n<p>"
            + Html.text(
                Html.format(
                    "%s on %s, for the model %s. Fitted to %d songs of %d artists; songs of other"
                        + " artists were held out, and neither chose nor fitted anything.",
                    head.method(),
                    head.takes(),
                    head.model(),
                    head.trainingSongs(),
                    head.trainingArtists()))
            + "</p>\n"
            + notesHtml()
            + comparison()
            + genreTable()
            + candidates()
            + Html.section("What a re-vote would change", changesText() + ".", ""));
  }

  private String notesHtml() {
    return notes.isEmpty()
        ? ""
        : "<section class=\"warning\" aria-labelledby=\"notes\"><h2 id=\"notes\">To be known</h2><ul>"
            + notes.stream()
                .map(note -> "<li>" + Html.text(note) + "</li>")
                .collect(Collectors.joining())
            + "</ul></section>\n";
  }

  private String comparison() {
    return Html.section(
        "The vote on held-out songs",
        Html.format(
            "With the head %d songs are newly right and %d newly wrong; a difference at least this"
                + " large has the probability %.3f by chance (test of McNemar).",
            difference.newlyRight(), difference.newlyWrong(), difference.p()),
        Html.table(
            "The vote now and with the head",
            List.of("Vote", "Songs", "Accuracy (95 % interval)", "Balanced accuracy"),
            List.of(row("now", now), row("with the head", then))));
  }

  private static List<String> row(String name, Side side) {
    return List.of(
        name,
        String.valueOf(side.accuracy().n()),
        side.accuracy().text(),
        Html.percent(side.balancedAccuracy()));
  }

  private String genreTable() {
    return Html.section(
        "By genre",
        "Recall: share of the genre's songs that are recognised. Precision: share of the verdicts"
            + " that are right.",
        Html.table(
            "Each genre now and with the head",
            List.of(
                "Genre",
                "Songs",
                "Recall now",
                "Recall with the head",
                "Precision now",
                "Precision with the head"),
            IntStream.range(0, now.genres().size())
                .filter(i -> now.genres().get(i).n() > 0 || then.genres().get(i).predicted() > 0)
                .mapToObj(i -> genre(now.genres().get(i), then.genres().get(i)))
                .toList()));
  }

  private static List<String> genre(GenreFigures before, GenreFigures after) {
    return List.of(
        before.genre(),
        String.valueOf(before.n()),
        share(before.recall(), before.n()),
        share(after.recall(), after.n()),
        share(before.precision(), before.predicted()),
        share(after.precision(), after.predicted()));
  }

  private static String share(double share, int of) {
    return of == 0 ? "–" : Html.percent(share);
  }

  private String candidates() {
    return Html.section(
        "What was tried",
        "Cross-validation over artists on a sample of the songs that the head was fitted to; the"
            + " lowest loss was taken.",
        Html.table(
            "Heads that were tried",
            List.of("Models", "Method", "Log loss", "Accuracy"),
            tried.stream()
                .map(
                    one ->
                        List.of(
                            one.models(),
                            one.method(),
                            Html.format("%.4f", one.logLoss()),
                            Html.percent(one.accuracy())))
                .toList()));
  }
}
