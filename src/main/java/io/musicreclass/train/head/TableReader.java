package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the table of a request: finds its columns, checks its cells, averages its rows. */
final class TableReader {
  private static final List<String> GENRE = List.of("genre", "label", "labels", "y");
  private static final List<String> GROUP = List.of("artist", "group", "groups");
  private static final List<String> PART = List.of("part", "split");
  private static final List<String> NAME =
      List.of("track", "clip", "name", "song", "path", "file", "filename", "ids");

  private final HeadTraining.Request request;
  private final RawTable raw;

  private TableReader(HeadTraining.Request request, RawTable raw) {
    this.request = request;
    this.raw = raw;
  }

  /**
   * Reads a table.
   *
   * @throws ConvertException if it cannot be used; names file, row and remedy
   */
  static VectorTable read(HeadTraining.Request request) throws ConvertException, IOException {
    Path file = request.table();
    if (!Files.isRegularFile(file)) {
      throw ConvertException.of(file, "is no file", "Give a .npy, .npz or CSV file");
    }
    RawTable raw = isNumpy(file) ? RawTable.ofNumpy(file) : RawTable.ofCsv(file, texts(request));
    if (request.labels().isPresent()) {
      raw.add(request.labels().get());
    }
    return new TableReader(request, raw).table();
  }

  private static boolean isNumpy(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
      return start.startsWith("PK\003\004") || start.startsWith("\u0093NUM");
    }
  }

  /** The columns of a CSV file that are no numbers of the vector. */
  private static Predicate<String> texts(HeadTraining.Request request) {
    List<String> all =
        Stream.of(
                request.genre().stream(),
                request.group().stream(),
                request.name().stream(),
                request.part().stream(),
                request.ignored().stream(),
                Stream.of(GENRE, GROUP, PART, NAME).flatMap(List::stream))
            .flatMap(names -> names)
            .map(RawTable::folded)
            .toList();
    return column -> all.contains(RawTable.folded(column));
  }

  private VectorTable table() throws ConvertException, IOException {
    double[][] rows = raw.rows();
    if (rows.length == 0 || rows[0].length == 0) {
      throw bad("has no numbers", "Give a table with one vector for each song");
    }
    List<String> genre =
        column("--genre-column", request.genre(), GENRE)
            .orElseThrow(() -> missing("genre", "--genre-column", GENRE));
    List<String> group =
        request.grouped()
            ? column("--group-column", request.group(), GROUP)
                .orElseThrow(
                    () ->
                        bad(
                            "has no column of groups (it has " + raw.names() + ")",
                            "Name the artists' column with --group-column, give it with --labels,"
                                + " or use --no-groups, which overrates the head where an artist"
                                + " has several songs"))
            : IntStream.range(0, rows.length).mapToObj(Integer::toString).toList();
    List<String> name =
        column("--name-column", request.name(), NAME)
            .orElseGet(() -> IntStream.range(0, rows.length).mapToObj(raw::place).toList());
    List<String> part =
        column("--part-column", request.part(), PART)
            .orElseGet(() -> Collections.nCopies(rows.length, "train"));
    for (int i = 0; i < rows.length; i++) {
      if (genre.get(i).isBlank()) {
        throw bad(raw.place(i) + " has no genre", "Give it one, or remove the row");
      }
      if (group.get(i).isBlank()) {
        throw bad(raw.place(i) + " has no group", "Name its artist, or remove the row");
      }
    }
    GenreSet genres = genres(genre);
    boolean[] test = new boolean[rows.length];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = label(genre.get(i), genres, i);
      test[i] = isTest(part.get(i), i);
    }
    int[] groups = VectorTable.numbered(group);
    VectorTable table = new VectorTable(name, rows, labels, groups, test, genres.names());
    VectorTable songs = request.averaged() ? averaged(table) : table;
    return request.labelMap().isPresent() ? labelled(songs, request.labelMap().get()) : songs;
  }

  private VectorTable labelled(VectorTable table, Path map) throws ConvertException, IOException {
    if (raw.values().isEmpty()) {
      throw bad("has no names of its values", "Give a CSV file, or leave out --label-map");
    }
    return table.with(LabelPrior.read(map, raw.values(), table.genres()));
  }

  private Optional<List<String>> column(String option, Optional<String> given, List<String> usual)
      throws ConvertException {
    if (given.isPresent()) {
      return Optional.of(
          raw.column(given.get())
              .orElseThrow(
                  () ->
                      bad(
                          "has no column " + given.get() + " (it has " + raw.names() + ")",
                          "Correct " + option)));
    }
    List<String> ignored = request.ignored().stream().map(RawTable::folded).toList();
    return usual.stream()
        .filter(name -> !ignored.contains(name))
        .flatMap(name -> raw.column(name).stream())
        .findFirst();
  }

  private ConvertException missing(String what, String option, List<String> usual) {
    return bad(
        "has no column of the " + what + " (it has " + raw.names() + ")",
        "Call it " + usual.get(0) + ", name it with " + option + ", or give it with --labels FILE");
  }

  private GenreSet genres(List<String> labels) throws ConvertException, IOException {
    Optional<Path> file = request.genres();
    List<String> names;
    if (file.isPresent()) {
      names =
          Files.readAllLines(file.get(), StandardCharsets.UTF_8).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
    } else {
      names = List.copyOf(new TreeSet<>(labels));
      if (names.stream().allMatch(label -> label.matches("-?\\d+"))) {
        throw bad(
            "names its genres by numbers only",
            "Give --genres FILE with one genre per line: the first is 0");
      }
    }
    try {
      return GenreSet.of(names);
    } catch (IllegalArgumentException e) {
      throw ConvertException.of(
          file.orElse(raw.file()),
          e.getMessage(),
          "Give at least two genres, each spelled in one way",
          e);
    }
  }

  private int label(String text, GenreSet genres, int row) throws ConvertException {
    if (request.genres().isPresent() && text.matches("\\d{1,6}")) {
      int index = Integer.parseInt(text);
      if (index < genres.size()) {
        return index;
      }
    }
    return genres
        .indexOf(text)
        .orElseThrow(
            () ->
                bad(
                    raw.place(row) + ": genre " + text + " is not one of " + genres,
                    "Correct it, or add it to the file of --genres"));
  }

  private boolean isTest(String part, int row) throws ConvertException {
    return switch (RawTable.folded(part)) {
      case "train", "training", "valid", "validation" -> false;
      case "test", "evaluation" -> true;
      default ->
          throw bad(
              raw.place(row) + ": part '" + part + "' is none of train, valid, test",
              "Correct it, or leave the column out with --ignore");
    };
  }

  /** One row for each name: the mean of its rows. */
  private VectorTable averaged(VectorTable table) throws ConvertException {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < table.size(); i++) {
      places.computeIfAbsent(table.name(i), name -> new ArrayList<>()).add(i);
    }
    int[] firsts = places.values().stream().mapToInt(all -> all.get(0)).toArray();
    VectorTable first = table.at(firsts);
    double[][] means = new double[firsts.length][];
    int n = 0;
    for (List<Integer> rows : places.values()) {
      VectorTable song = table.at(rows.stream().mapToInt(i -> i).toArray());
      if (Arrays.stream(song.labels()).distinct().count() > 1 || song.groupCount() > 1) {
        throw bad(
            "gives " + song.name(0) + " more than one genre or group",
            "Correct it: rows of the same name are averaged");
      }
      means[n++] = song.mean();
    }
    return first.withRows(means);
  }

  private ConvertException bad(String what, String remedy) {
    return ConvertException.of(raw.file(), what, remedy);
  }
}
