package io.musicreclass.evaluate.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.musicreclass.evaluate.Html;
import io.musicreclass.models.Card;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Songs whose label is probably wrong, the most certain first.
 *
 * @param method by which heads were made
 * @param accuracy of these heads, the labels taken as true
 */
record MislabelledReport(
    int schema,
    String source,
    String method,
    int folds,
    Card.Accuracy accuracy,
    List<Genre> genres,
    List<Song> songs)
    implements StudyReport, Studies.Suspects {
  /** Songs on the terminal and the page; the others are in the table. */
  private static final int LISTED = 200;

  private static final int ON_TERMINAL = 50;

  /**
   * A genre.
   *
   * @param songs that have it as their label
   * @param threshold mean probability that they get for it
   * @param suspect how many of them probably have another genre
   */
  record Genre(String genre, int songs, double threshold, int suspect) {}

  /**
   * A song.
   *
   * @param song its path, or its name in the data set
   * @param label its genre as it is labelled
   * @param sound the genre that its sound suggests
   * @param probability of that genre
   * @param labelProbability of the label
   */
  record Song(
      String song, String label, String sound, double probability, double labelProbability) {
    /** How much more probable the other genre is. */
    @JsonProperty
    double difference() {
      return Math.rint((probability - labelProbability) * 10_000) / 10_000;
    }
  }

  MislabelledReport {
    genres = List.copyOf(genres);
    songs = List.copyOf(songs);
  }

  MislabelledReport(
      String source,
      String method,
      int folds,
      Card.Accuracy accuracy,
      List<Genre> genres,
      List<Song> songs) {
    this(1, source, method, folds, accuracy, genres, songs);
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d of %d songs (%.1f %%) sound more like another genre than their label says",
        songs.size(),
        accuracy.n(),
        100.0 * songs.size() / accuracy.n());
  }

  private String basis() {
    return "Each song was judged by a head ("
        + method
        + ") that was trained on the labels of other artists ("
        + folds
        + " parts); these heads give the labelled genre to "
        + StudyReport.text(accuracy)
        + " of the songs. The less often, the more of the labels below are right after all.";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(source + ": " + summary(), basis()));
    List<List<String>> rows = new ArrayList<>(List.of(List.of("Label", "Sounds like", "Song")));
    songs.stream()
        .limit(ON_TERMINAL)
        .forEach(
            song ->
                rows.add(
                    List.of(
                        song.label() + " " + Html.percent(song.labelProbability()),
                        song.sound() + " " + Html.percent(song.probability()),
                        song.song())));
    if (!songs.isEmpty()) {
      lines.addAll(StudyReport.aligned(rows));
    }
    if (songs.size() > ON_TERMINAL) {
      lines.add("and " + (songs.size() - ON_TERMINAL) + " more: --csv FILE has all");
    }
    return lines;
  }

  @Override
  public List<List<String>> records() {
    List<List<String>> records = new ArrayList<>();
    records.add(
        List.of("path", "label", "sound", "probability", "label_probability", "difference"));
    songs.forEach(
        song ->
            records.add(
                List.of(
                    song.song(),
                    song.label(),
                    song.sound(),
                    Html.format("%.4f", song.probability()),
                    Html.format("%.4f", song.labelProbability()),
                    Html.format("%.4f", song.difference()))));
    return records;
  }

  @Override
  public String html() {
    List<List<String>> each =
        genres.stream()
            .map(
                genre ->
                    List.of(
                        genre.genre(),
                        String.valueOf(genre.songs()),
                        Html.percent(genre.threshold()),
                        String.valueOf(genre.suspect())))
            .toList();
    List<List<String>> listed =
        songs.stream()
            .limit(LISTED)
            .map(
                song ->
                    List.of(
                        song.song(),
                        song.label(),
                        Html.percent(song.labelProbability()),
                        song.sound(),
                        Html.percent(song.probability())))
            .toList();
    return Html.page(
        source + ": labels that are probably wrong",
        "<h1>Labels of "
            + Html.text(source)
            + " that are probably wrong</h1>\n"
            + Html.section(
                "Songs",
                summary()
                    + ". "
                    + basis()
                    + (songs.size() > LISTED ? " The first " + LISTED + " are listed." : ""),
                Html.table(
                    "The most certain first",
                    List.of("Song", "Label", "Its probability", "Sounds like", "Probability"),
                    listed))
            + Html.section(
                "Genres",
                "A song is listed if its own genre is less probable than for the genre's songs on"
                    + " average, and another genre at least as probable as for that one's songs"
                    + " (confident learning, Northcutt, Jiang and Chuang 2021).",
                Html.table(
                    "Labels by genre",
                    List.of("Genre", "Songs", "Mean probability", "Probably wrong"),
                    each)));
  }
}
