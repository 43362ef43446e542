package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.NumpyArrays;
import io.musicreclass.models.Card;
import io.musicreclass.track.GenreSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The published taggrams of GTZAN by MSD_musicnn (jordipons/sklearn-audio-transfer-learning, ISC):
 * probabilities of 50 tags for patches of 3 s, a new one each 61 frames, of the train and test
 * parts of the fault-filtered split. A track's vector is the mean of its patches.
 */
final class GtzanTaggrams {
  /** A published file. */
  record Published(String file, long bytes, String sha256, boolean test) {
    /** Where it is published. */
    String address() {
      return "https://raw.githubusercontent.com/jordipons/sklearn-audio-transfer-learning/"
          + "ef1812782164f1a623a2091ecd79f0a09cf49322/data/audio_representations/"
          + file;
    }
  }

  static final List<Published> FILES =
      List.of(
          new Published(
              "training_data_GTZAN_MSDmusicnn_taggram.npz",
              3_973_468,
              "1c7584e7f3b7da1b20b4709e737e218ec5019c6a2ff5a2865c977b208f77a42c",
              false),
          new Published(
              "evaluation_data_GTZAN_MSDmusicnn_taggram.npz",
              2_601_308,
              "02a03d35bc0761a4201b304fa6aaa974cd7112df7714ac81deb209521d19b6ce",
              true));

  /** The tags of MSD_musicnn, in order. */
  static final List<String> TAGS =
      List.of(
          "rock",
          "pop",
          "alternative",
          "indie",
          "electronic",
          "female vocalists",
          "dance",
          "00s",
          "alternative rock",
          "jazz",
          "beautiful",
          "metal",
          "chillout",
          "male vocalists",
          "classic rock",
          "soul",
          "indie rock",
          "Mellow",
          "electronica",
          "80s",
          "folk",
          "90s",
          "chill",
          "instrumental",
          "punk",
          "oldies",
          "blues",
          "hard rock",
          "ambient",
          "acoustic",
          "experimental",
          "female vocalist",
          "guitar",
          "Hip-Hop",
          "70s",
          "party",
          "country",
          "easy listening",
          "sexy",
          "catchy",
          "funk",
          "electro",
          "heavy metal",
          "Progressive rock",
          "60s",
          "rnb",
          "indie pop",
          "sad",
          "House",
          "happy");

  /** The tags that speak for each genre, where one does. */
  static final Map<String, List<String>> SPEAKING =
      Map.of(
          "Blues", List.of("blues"),
          "Classical", List.of("instrumental"),
          "Country", List.of("country", "folk"),
          "Disco", List.of("dance", "funk", "party", "70s", "80s"),
          "Hip-Hop", List.of("Hip-Hop", "rnb"),
          "Jazz", List.of("jazz"),
          "Metal", List.of("metal", "heavy metal"),
          "Pop", List.of("pop", "indie pop"),
          "Reggae", List.of("chill"),
          "Rock", List.of("rock", "classic rock", "hard rock", "Progressive rock"));

  private static final String ARTISTS = "gtzan-artists.csv";

  private final List<String> names = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<Boolean> tests = new ArrayList<>();

  private GtzanTaggrams() {}

  /**
   * Reads both files.
   *
   * @throws ConvertException if one is missing or is not the published one; names its address
   */
  static VectorTable read(Path folder) throws ConvertException, IOException {
    GtzanTaggrams taggrams = new GtzanTaggrams();
    Map<String, Integer> artists = artists();
    for (Published published : FILES) {
      Path file = folder.resolve(published.file());
      String remedy = "Download it from " + published.address();
      if (!Files.isRegularFile(file)) {
        throw ConvertException.of(file, "is missing", remedy);
      }
      String sha256 = Card.Source.of(file).sha256();
      if (!sha256.equals(published.sha256())) {
        throw ConvertException.of(
            file,
            "has the SHA-256 " + sha256 + ", the published file " + published.sha256(),
            remedy);
      }
      taggrams.add(NumpyArrays.read(file), published.test(), artists);
    }
    List<String> genres = GenreSet.GTZAN.names();
    VectorTable table =
        new VectorTable(
            taggrams.names,
            taggrams.rows.toArray(double[][]::new),
            taggrams.labels.stream().mapToInt(i -> i).toArray(),
            taggrams.groups.stream().mapToInt(i -> i).toArray(),
            tests(taggrams.tests),
            genres);
    return table.with(LabelPrior.of(TAGS, genres, SPEAKING));
  }

  private static boolean[] tests(List<Boolean> all) {
    boolean[] tests = new boolean[all.size()];
    for (int i = 0; i < tests.length; i++) {
      tests[i] = all.get(i);
    }
    return tests;
  }

  private void add(NumpyArrays arrays, boolean test, Map<String, Integer> artists)
      throws ConvertException {
    double[] patches = arrays.numbers("X");
    List<String> ids = arrays.texts("IDS");
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      places.computeIfAbsent(ids.get(i), id -> new ArrayList<>()).add(i);
    }
    places.forEach(
        (id, patch) -> {
          String track = id.substring(id.indexOf('/') + 1).replace(".au", "");
          double[] mean = new double[TAGS.size()];
          for (int i : patch) {
            for (int tag = 0; tag < TAGS.size(); tag++) {
              mean[tag] += patches[i * TAGS.size() + tag] / patch.size();
            }
          }
          names.add(track);
          rows.add(mean);
          labels.add(GenreSet.GTZAN.indexOf(id.substring(0, id.indexOf('/'))).orElseThrow());
          groups.add(artists.get(track));
          tests.add(test);
        });
  }

  /** Numbers of the tracks' artists, after the index of Sturm's study of GTZAN's faults (2013). */
  private static Map<String, Integer> artists() throws IOException {
    Map<String, Integer> artists = new HashMap<>();
    try (@Nullable InputStream in = GtzanTaggrams.class.getResourceAsStream(ARTISTS)) {
      if (in == null) {
        throw new IOException(ARTISTS + " is missing from this program: install it again");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int comma = line.indexOf(',');
        artists.put(line.substring(0, comma), Integer.parseInt(line.substring(comma + 1)));
      }
    }
    return artists;
  }
}
