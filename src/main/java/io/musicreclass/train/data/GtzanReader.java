package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.GenreSet;
import io.musicreclass.train.GtzanTable;
import io.musicreclass.train.data.LabelledData.FeatureSource;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * GTZAN (Tzanetakis and Cook 2002): a folder for each genre with {@code blues.00000.wav} (or au,
 * mp3), the table {@code features_30_sec.csv}, or both. With the fault-filtered split its other
 * tracks are left out.
 */
final class GtzanReader implements DataSetReader {
  /** The subset of all tracks, which are not split. */
  static final String ALL = "all";

  private static final String TABLE = "features_30_sec.csv";
  private static final Pattern TRACK = Pattern.compile("([a-z]+\\.\\d{5})\\.(wav|au|mp3)");

  @Override
  public String name() {
    return "gtzan";
  }

  @Override
  public String description() {
    return "GTZAN: genre folders of wav, au or mp3 files, or features_30_sec.csv, or both; --annotations:"
        + " folder of train_filtered.txt, valid_filtered.txt and test_filtered.txt, the"
        + " fault-filtered split; subset all: all tracks, not split";
  }

  @Override
  public List<String> subsets() {
    return List.of(ALL);
  }

  @Override
  public String remedy() {
    return "Give the folder that has blues, classical and so on, or " + TABLE;
  }

  @Override
  public void read(Request request, RowCollector out) throws ConvertException, IOException {
    Path folder = request.folder();
    Map<String, Path> files = files(folder, out);
    Map<String, float[]> vectors = new TreeMap<>();
    Path table = Files.isRegularFile(folder) ? folder : folder.resolve(TABLE);
    if (Files.isRegularFile(table)) {
      out.source(table);
      out.features(GtzanTable.features(), new FeatureSource(22_050, Excerpt.parse("middle:30")));
      GtzanTable.read(table, (name, genre, values) -> vectors.put(trackOf(name), floats(values)));
    }
    Optional<Map<String, Part>> split =
        request.subset().equals(ALL) ? Optional.empty() : GtzanParts.find(request, folder);
    Map<String, String> artists = GtzanParts.artists();
    List<String> expected = split.map(parts -> List.copyOf(parts.keySet())).orElse(published());
    if (!files.isEmpty()) {
      expected.stream()
          .filter(track -> !files.containsKey(track))
          .forEach(track -> out.leaveOut("missing files", track));
    }
    for (String track : all(files, vectors)) {
      if (split.isPresent() && !split.get().containsKey(track)) {
        out.leaveOut("tracks that are not in the fault-filtered split", track);
        continue;
      }
      String genre = genre(track);
      if (genre.isEmpty()) {
        out.leaveOut("files of no genre of GTZAN", track);
        continue;
      }
      out.add(
          new Row(
              track,
              genre,
              artists.getOrDefault(track, ""),
              split.map(parts -> parts.get(track)).orElse(Part.NONE),
              Optional.ofNullable(files.get(track)),
              vectors.getOrDefault(track, new float[0])));
    }
  }

  private static List<String> all(Map<String, Path> files, Map<String, float[]> vectors) {
    return Stream.concat(files.keySet().stream(), vectors.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The published tracks: a hundred of each genre. */
  private static List<String> published() {
    return GenreSet.GTZAN.names().stream()
        .map(GenreSet::fold)
        .flatMap(
            genre ->
                Stream.iterate(0, i -> i < 100, i -> i + 1).map(i -> "%s.%05d".formatted(genre, i)))
        .toList();
  }

  private static String genre(String track) {
    int index = GenreSet.GTZAN.indexOf(track.substring(0, track.indexOf('.'))).orElse(-1);
    return index < 0 ? "" : GenreSet.GTZAN.name(index);
  }

  private static String trackOf(String file) {
    Matcher matcher = TRACK.matcher(file);
    return matcher.matches() ? matcher.group(1) : file;
  }

  /** The tracks' files that begin as audio does; others, such as one jazz.00054, are broken. */
  private static Map<String, Path> files(Path folder, RowCollector out) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (Path genre : genreFolders(folder)) {
      List<Path> inside;
      try (Stream<Path> entries = Files.list(genre)) {
        inside = entries.sorted().toList();
      }
      for (Path file : inside) {
        Matcher matcher = TRACK.matcher(String.valueOf(file.getFileName()));
        if (!matcher.matches() || !Files.isRegularFile(file)) {
          continue;
        }
        if (AudioStart.isOf(file, matcher.group(2))) {
          files.put(matcher.group(1), file);
        } else {
          out.leaveOut("broken files (no " + matcher.group(2) + " header)", matcher.group());
        }
      }
    }
    return files;
  }

  private static List<Path> genreFolders(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String place : List.of("", "genres", "genres_original", "Data/genres_original")) {
      for (String genre : GenreSet.GTZAN.names()) {
        Path inside = folder.resolve(place).resolve(GenreSet.fold(genre));
        if (Files.isDirectory(inside)) {
          found.add(inside);
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return found;
  }
}
