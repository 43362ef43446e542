package io.musicreclass.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.train.data.LabelledData.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Published data sets. An input is one of these words, a colon, and a file of that data set whose
 * other files are valid: {@code tracks} or {@code features} of FMA, {@code labels} or {@code track}
 * of the Million Song Dataset, {@code gtzan} table.
 */
public final class DataSetFuzz implements FuzzTarget {
  private static final String TRACK = "TRAAAAW128F429D538";
  private static final String LABELS = TRACK + "\tPop_Rock\tRnB\n";

  private final Path folder;
  private final Path tracks;
  private final Path features;
  private final Path track;
  private final Path labels;

  /** The valid files; each input takes the place of one of them. */
  private final Map<Path, byte[]> valid = new LinkedHashMap<>();

  public DataSetFuzz(Path folder) throws IOException {
    this.folder = folder;
    Path fma =
        new FmaFiles()
            .track(2, "Hip-Hop", 1, "training", "small")
            .track(3, "Rock", 2, "test", "small")
            .features(2, FmaFiles.values(1, 0))
            .features(3, FmaFiles.values(2, 1))
            .write(folder.resolve("fma"));
    tracks = fma.resolve("tracks.csv");
    features = fma.resolve("features.csv");
    double[][] rows = new double[5][25];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> c + 0.5);
    }
    Path file = folder.resolve("msd/data/A/A/A/" + TRACK + ".h5");
    track = MsdFiles.write(file, "ARA", "The Artist", "Song", -7.25, 120.5, rows);
    labels = Files.writeString(folder.resolve("msd/msd_tagtraum_cd1.cls"), LABELS);
    for (Path made : List.of(tracks, features, track, labels)) {
      valid.put(made, Files.readAllBytes(made));
    }
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("tracks", part("tracks", Files.readAllBytes(tracks)));
    seeds.put("features", part("features", Files.readAllBytes(features)));
    seeds.put(
        "labels", part("labels", ("# tagtraum\n\n" + LABELS).getBytes(StandardCharsets.UTF_8)));
    seeds.put("track", part("track", Files.readAllBytes(track)));
    seeds.put(
        "gtzan",
        part(
            "gtzan",
            "filename,length,label\nblues.00000.0.wav,66149,blues\n"
                .getBytes(StandardCharsets.UTF_8)));
    return seeds;
  }

  private static byte[] part(String word, byte[] bytes) {
    byte[] start = (word + ":").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + bytes.length).put(start).put(bytes).array();
  }

  @Override
  public void read(byte[] input) throws IOException {
    String start = new String(input, 0, Math.min(9, input.length), StandardCharsets.ISO_8859_1);
    int colon = start.indexOf(':');
    byte[] rest = Arrays.copyOfRange(input, colon + 1, input.length);
    switch (colon < 0 ? "" : start.substring(0, colon)) {
      case "tracks" -> load("fma", tracks, rest);
      case "features" -> load("fma", features, rest);
      case "labels" -> load("msd", labels, rest);
      case "track" -> load("msd", track, rest);
      case "gtzan" -> {
        Path table = Files.createDirectories(folder.resolve("gtzan")).resolve("features_3_sec.csv");
        load("gtzan", table, rest);
      }
      default -> {}
    }
  }

  private void load(String name, Path changed, byte[] content) throws IOException {
    Path place = folder.resolve(name);
    Files.write(changed, content);
    try {
      LabelledData data =
          LabelledData.read(new Request(name, Optional.of(place), Optional.empty(), "", 1, folder));
      for (LabelledData.Row row : data.rows()) {
        assertThat(row.vector()).hasSizeLessThanOrEqualTo(data.columns().size());
        for (float value : row.vector()) {
          assertThat(value).isFinite();
        }
      }
    } catch (ConvertException e) {
      assertThat(e.getMessage()).startsWith(e.file() + ": ");
      assertThat(e.file()).isIn(changed, place);
    } finally {
      if (valid.containsKey(changed)) {
        Files.write(changed, valid.get(changed));
      }
    }
  }
}
