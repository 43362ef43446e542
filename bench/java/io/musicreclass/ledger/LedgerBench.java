package io.musicreclass.ledger;

import io.musicreclass.bench.Result;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryFilter.OfFile;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.SongGroup;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page's queries on a database of 100,000 songs, with their median and 95th-percentile times.
 * Arguments: number of songs, runs of each query.
 */
public final class LedgerBench {
  private static final String[] GENRES = {
    "Rock", "Electronic", "Experimental", "Hip-Hop", "Folk", "Pop", "Instrumental", "Classical",
    "International", "Jazz", "Country", "Soul-RnB", "Blues", "Spoken", "Old-Time", "Easy Listening"
  };
  private static final String[] TITLES = {
    "Jóga",
    "Gruppa Krovi",
    "Velvet Static",
    "Łódź at Night",
    "Harbour Lights",
    "Straße",
    "Paper Moon"
  };
  private static final int WARM_UP = 5;
  private static final int PAGE = 50;

  private final Ledger ledger;
  private final int runs;
  private final Map<String, Double> medians = new LinkedHashMap<>();

  private LedgerBench(Ledger ledger, int runs) {
    this.ledger = ledger;
    this.runs = runs;
  }

  public static void main(String[] arguments) throws IOException {
    int songs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
    Path home = Files.createTempDirectory("ledger-bench");
    try {
      long start = System.nanoTime();
      fill(home, songs);
      System.out.printf("%,d songs written in %,d ms%n", songs, ms(start));
      try (Ledger ledger = Ledger.open(home)) {
        LedgerBench bench = new LedgerBench(ledger, runs);
        bench.ask();
        bench.report(songs);
      }
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void fill(Path home, int count) {
    Random random = new Random(1);
    Synthetic.write(home, IntStream.rangeClosed(1, count).mapToObj(number -> song(number, random)));
  }

  private static Synthetic.Song song(int number, Random random) {
    String name =
        "/music/Artist %04d/Album %05d/%02d Song of %06d.flac"
            .formatted(number / 100, number / 12, number % 12, number);
    Path path = Path.of(name);
    String genre = GENRES[(int) (GENRES.length * Math.pow(random.nextDouble(), 2))];
    double confidence = 0.3 + 0.7 * Math.sqrt(random.nextDouble());
    int stage = 1 + (int) (3 * Math.pow(random.nextDouble(), 3));
    Map<String, Double> top = new LinkedHashMap<>();
    top.put(genre, confidence);
    top.put("Other", (1 - confidence) / 2);
    top.put("Another", (1 - confidence) / 3);
    Verdict.Vote vote =
        new Verdict.Vote(
            "fma", "msd_model", genre, confidence, 0.4, 61, top, null, false, tags(number));
    Verdict.Decided verdict =
        new Verdict.Decided(
            genre, confidence, confidence >= 0.6, stage, "top1", top, List.of(vote, vote, vote));
    Instant at = Instant.now().minus(Duration.ofSeconds(number));
    TrackId id = new TrackId("sha256:" + String.format("%064x", number));
    return new Synthetic.Song(
        new SongFile(path, number, 30_000_000, 1),
        List.of(),
        new ClassifiedTrack(id, path, ClassifiedTrack.Origin.INBOX, verdict, 214.3, 88, 412, at),
        new SongTags(
            TITLES[number % TITLES.length] + " " + number,
            "Artist %04d".formatted(number / 100),
            "Album %05d".formatted(number / 12),
            "",
            number % 4 == 0 ? "" : number % 5 == 0 ? GENRES[number % 16] : genre,
            1970 + number % 50));
  }

  private static List<MusicTag> tags(int number) {
    return number % 10_000 == 7
        ? List.of(new MusicTag("Yodeling", MusicTag.Kind.VOICE, 0.2))
        : IntStream.range(0, 10)
            .mapToObj(i -> new MusicTag("tag " + (number + i) % 60, MusicTag.Kind.STYLE, 0.3))
            .toList();
  }

  private void ask() {
    System.out.printf("%-56s %10s %10s%n", "", "median ms", "95 % ms");
    page("history, first page", HistoryFilter.ALL, Long.MAX_VALUE);
    page(
        "history, a page from the middle",
        HistoryFilter.ALL,
        ledger.views().charts(Instant.now()).counts().tracks() / 2);
    page("a common genre", HistoryFilter.decided("Rock", null, null), Long.MAX_VALUE);
    page(
        "a rare genre, unsure",
        HistoryFilter.decided("Easy Listening", false, null),
        Long.MAX_VALUE);
    page("a common tag", HistoryFilter.tagged("tag 7"), Long.MAX_VALUE);
    page("a rare tag", HistoryFilter.tagged("Yodeling"), Long.MAX_VALUE);
    time("all tags", ledger.views()::tags);
    page("unsure, decided by stage 3", HistoryFilter.decided(null, false, 3), Long.MAX_VALUE);
    page("in a state that no file is in", HistoryFilter.in(FileState.FAILED), Long.MAX_VALUE);
    page("search: one song", search(null, "075310"));
    page("search: an artist", search(null, "artist", "0042"));
    page("search: in every path", search(null, "song"));
    page("search: in every seventh title", search(null, "joga"));
    page("search: two letters", search(null, "42"));
    page("search: one letter, in every path", search(null, "a"));
    page("search: two letters in no path", search(null, "zz"));
    page("search: in no path", search(null, "nowhere"));
    page("search: a sign in no path", search(null, "%"));
    page("search: an artist's songs of a genre", search("Rock", "artist 0042"));
    page("search: in every path, of a genre", search("Rock", "song"));
    page("search: three words of every path, of a genre", search("Rock", "song", "artist", "a"));
    for (HistoryOrder.By by : HistoryOrder.By.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        String name = "by " + by + (descending ? ", descending" : "");
        HistoryOrder order = new HistoryOrder(by, descending);
        page(name, HistoryFilter.ALL, order);
        page(name + ", a later page", HistoryFilter.ALL, order, after(order, 500));
        page(name + ", of a genre, sure, with a tag", filtered(OfFile.ANY, "Rock", "tag 7"), order);
        page(name + ", a search", search(null, "song"), order);
      }
    }
    HistoryOrder titles = new HistoryOrder(HistoryOrder.By.TITLE, false);
    List<String> genres = List.of(GENRES);
    OfFile artist = new OfFile("artist 0042", null, null, null, genres);
    OfFile album = new OfFile(null, "Album 00420", null, null, genres);
    OfFile all = new OfFile(null, null, Path.of("/music"), null, genres);
    OfFile folder = new OfFile(null, null, Path.of("/music/Artist 0042"), null, genres);
    page("an artist", filtered(artist, null, null), titles);
    page("an album", filtered(album, null, null), titles);
    page("a folder", filtered(folder, null, null), titles);
    page("the folder of all", filtered(all, null, null), titles);
    for (HistoryFilter.Agreement agreement : HistoryFilter.Agreement.values()) {
      OfFile file = new OfFile(null, null, null, agreement, genres);
      page("tag and verdict: " + agreement, filtered(file, null, null), titles);
    }
    OfFile all4 = new OfFile("artist 0042", "album 00420", Path.of("/music"), null, genres);
    page("everything at once", filtered(all4, "Rock", "tag 7"), titles);
    for (SongGroup.By by : SongGroup.By.values()) {
      List<SongGroup> first = ledger.views().groups(by, null, PAGE);
      String last = first.get(first.size() - 1).position();
      time("a page by " + by, () -> ledger.views().groups(by, null, PAGE));
      time("a later page by " + by, () -> ledger.views().groups(by, last, PAGE));
    }
    time("counts", ledger.views()::stats);
    time("charts", () -> ledger.views().charts(Instant.now()));
  }

  private static HistoryFilter search(@Nullable String genre, String... words) {
    return new HistoryFilter(null, genre, null, null, List.of(words));
  }

  private static HistoryFilter filtered(OfFile file, @Nullable String genre, @Nullable String tag) {
    List<String> tags = Stream.ofNullable(tag).toList();
    return new HistoryFilter(
        null, genre, genre == null ? null : true, null, null, tags, List.of(), file);
  }

  private HistoryOrder.Position after(HistoryOrder order, int rows) {
    List<TrackRow> page = ledger.views().history(HistoryFilter.ALL, order, null, rows);
    TrackRow last = page.get(page.size() - 1);
    return new HistoryOrder.Position(last.seq(), last.key());
  }

  private void page(String name, HistoryFilter filter) {
    page(name, filter, HistoryOrder.NEWEST_FIRST);
  }

  private void page(String name, HistoryFilter filter, HistoryOrder order) {
    page(name, filter, order, null);
  }

  private void page(
      String name,
      HistoryFilter filter,
      HistoryOrder order,
      HistoryOrder.@Nullable Position after) {
    time(name, () -> ledger.views().history(filter, order, after, PAGE));
  }

  private void page(String name, HistoryFilter filter, long before) {
    time(name, () -> ledger.views().history(filter, before, PAGE));
  }

  private void report(int songs) {
    String of = "%,d songs: ".formatted(songs);
    for (String name : List.of("history, first page", "search: in every path", "charts")) {
      Result.of(of + name, medians.get(name), "ms").print();
    }
    Map.Entry<String, Double> slowest =
        medians.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    Result.of(of + "the slowest (" + slowest.getKey() + ")", slowest.getValue(), "ms").print();
  }

  private void time(String name, Runnable question) {
    long[] taken = new long[runs];
    for (int run = -WARM_UP; run < runs; run++) {
      long start = System.nanoTime();
      question.run();
      taken[Math.max(run, 0)] = System.nanoTime() - start;
    }
    Arrays.sort(taken);
    medians.put(name, taken[runs / 2] / 1e6);
    System.out.printf(
        "%-56s %10.2f %10.2f%n",
        name, taken[runs / 2] / 1e6, taken[Math.min(runs - 1, runs * 95 / 100)] / 1e6);
  }

  private static long ms(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
