package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import io.musicreclass.train.data.LabelledData.FeatureSource;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Free Music Archive data set (Defferrard et al. 2017): {@code tracks.csv}, the 518 features in
 * {@code features.csv} and audio as {@code 000/000002.mp3}, of which the features or the audio may
 * be absent. {@code echonest.csv} is ignored.
 */
final class FmaReader implements DataSetReader {
  private static final String TRACKS = "tracks.csv";
  private static final String FEATURES = "features.csv";

  @Override
  public String name() {
    return "fma";
  }

  @Override
  public String description() {
    return "Free Music Archive: tracks.csv with features.csv or audio (000/000002.mp3) or both, also"
        + " in the folders of the published archives; subsets small, medium, large; official split";
  }

  @Override
  public String remedy() {
    return "Unpack fma_metadata.zip there, or fma_small.zip beside it";
  }

  @Override
  public List<String> subsets() {
    return FmaTracks.SUBSETS;
  }

  @Override
  public void read(Request request, RowCollector out) throws ConvertException, IOException {
    Path folder = request.folder();
    Path tracksFile =
        Stream.of(folder, folder.resolve("fma_metadata"))
            .map(place -> place.resolve(TRACKS))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> ConvertException.of(folder, "has no " + TRACKS, remedy()));
    out.source(tracksFile);
    Map<Integer, FmaTracks.Track> tracks = FmaTracks.read(tracksFile, request.subset(), out);
    Path featuresFile = tracksFile.resolveSibling(FEATURES);
    List<Path> audio = audioFolders(folder);
    if (!Files.isRegularFile(featuresFile) && audio.isEmpty()) {
      throw ConvertException.of(folder, "has neither " + FEATURES + " nor audio", remedy());
    }
    Map<Integer, float[]> features = new HashMap<>();
    if (Files.isRegularFile(featuresFile)) {
      out.source(featuresFile);
      out.features(Features.NAMES, new FeatureSource(0, Excerpt.parse("full")));
      features = features(featuresFile, tracks, out);
    }
    for (Map.Entry<Integer, FmaTracks.Track> entry : tracks.entrySet()) {
      add(entry.getKey(), entry.getValue(), audio, features, out);
    }
  }

  private static Map<Integer, float[]> features(
      Path file, Map<Integer, FmaTracks.Track> tracks, RowCollector out)
      throws ConvertException, IOException {
    Map<Integer, float[]> features = new HashMap<>();
    FmaFeatures.read(
        file,
        tracks::containsKey,
        (id, values) -> {
          if (features.put(id, values) != null) {
            throw ConvertException.of(
                file,
                "lists the track " + id + " twice",
                "Get the file again, as it was published");
          }
        });
    for (Map.Entry<Integer, float[]> entry : features.entrySet()) {
      for (int i = 0; i < Features.COUNT; i++) {
        if (!Float.isFinite(entry.getValue()[i])) {
          out.leaveOut(
              "rows of " + FEATURES + " with values missing",
              entry.getKey() + " (" + Features.NAMES.get(i) + ")");
          entry.setValue(new float[0]);
          break;
        }
      }
    }
    return features;
  }

  private static void add(
      int id,
      FmaTracks.Track track,
      List<Path> folders,
      Map<Integer, float[]> features,
      RowCollector out) {
    String number = String.format(Locale.ROOT, "%06d", id);
    Optional<Path> audio =
        folders.stream()
            .map(place -> place.resolve(number.substring(0, 3)).resolve(number + ".mp3"))
            .filter(Files::isRegularFile)
            .findFirst();
    if (!folders.isEmpty() && audio.isEmpty()) {
      out.leaveOut("missing files", number.substring(0, 3) + "/" + number + ".mp3");
    }
    float[] vector = features.getOrDefault(id, new float[0]);
    if (!features.isEmpty() && !features.containsKey(id)) {
      out.leaveOut("tracks without a row in " + FEATURES, Integer.toString(id));
    }
    if (audio.isPresent() || vector.length > 0) {
      out.add(new Row(number, track.genre(), track.artist(), track.part(), audio, vector));
    }
  }

  /** The folders that have subfolders of audio: {@code 000} to {@code 155}. */
  private static List<Path> audioFolders(Path folder) {
    return Stream.concat(
            Stream.of(folder, folder.resolve("audio")),
            Stream.of("fma_small", "fma_medium", "fma_large", "fma_full").map(folder::resolve))
        .filter(FmaReader::hasAudio)
        .toList();
  }

  private static boolean hasAudio(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(
          entry ->
              String.valueOf(entry.getFileName()).matches("\\d{3}") && Files.isDirectory(entry));
    } catch (IOException e) {
      return false;
    }
  }
}
