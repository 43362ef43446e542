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

  public DataSetFuzz(Path folder) {
    this.folder = folder;
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    Path fma = fma();
    seeds.put("tracks", part("tracks", Files.readAllBytes(fma.resolve("tracks.csv"))));
    seeds.put("features", part("features", Files.readAllBytes(fma.resolve("features.csv"))));
    seeds.put("labels", part("labels", ("# tagtraum\n\n" + LABELS).getBytes(StandardCharsets.UTF_8)));
    seeds.put("track", part("track", Files.readAllBytes(msd())));
    seeds.put(
        "gtzan",
        part("gtzan", "filename,length,label\nblues.00000.0.wav,66149,blues\n".getBytes(StandardCharsets.UTF_8)));
    return seeds;
  }

  private static byte[] part(String word, byte[] bytes) {
    byte[] start = (word + ":").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + bytes.length).put(start).put(bytes).array();
  }

  private Path fma() throws IOException {
    return new FmaFiles()
        .track(2, "Hip-Hop", 1, "training", "small")
        .track(3, "Rock", 2, "test", "small")
        .features(2, FmaFiles.values(1, 0))
        .features(3, FmaFiles.values(2, 1))
        .write(folder.resolve("fma"));
  }

  private Path msd() throws IOException {
    double[][] rows = new double[5][25];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> c + 0.5);
    }
    Path file = folder.resolve("msd/data/A/A/A/" + TRACK + ".h5");
    return MsdFiles.write(file, "ARA", "The Artist", "Song", -7.25, 120.5, rows);
  }

  @Override
  public void read(byte[] input) throws IOException {
    String start = new String(input, 0, Math.min(9, input.length), StandardCharsets.ISO_8859_1);
    int colon = start.indexOf(':');
    byte[] rest = Arrays.copyOfRange(input, colon + 1, input.length);
    switch (colon < 0 ? "" : start.substring(0, colon)) {
      case "tracks" -> load("fma", Files.write(fma().resolve("tracks.csv"), rest));
      case "features" -> load("fma", Files.write(fma().resolve("features.csv"), rest));
      case "labels" -> {
        msd();
        load("msd", Files.write(folder.resolve("msd/msd_tagtraum_cd1.cls"), rest));
      }
      case "track" -> {
        Path file = Files.write(msd(), rest);
        Files.writeString(folder.resolve("msd/msd_tagtraum_cd1.cls"), LABELS);
        load("msd", file);
      }
      case "gtzan" -> {
        Path table = Files.createDirectories(folder.resolve("gtzan")).resolve("features_3_sec.csv");
        load("gtzan", Files.write(table, rest));
      }
      default -> {}
    }
  }

  private void load(String name, Path changed) throws IOException {
    Path place = folder.resolve(name);
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
    }
  }
}
