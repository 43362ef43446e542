package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.LabelledData.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fault-filtered split of GTZAN (Kereliuk, Sturm, Larsen 2015), and the tracks' artists. */
final class GtzanParts {
  private static final String ARTISTS = "/io/musicreclass/train/head/gtzan-artists.csv";
  private static final String REMEDY =
      "Give the folder of train_filtered.txt, valid_filtered.txt and test_filtered.txt";

  private GtzanParts() {}

  /**
   * The split in {@code --annotations}, or otherwise in the folder of the data set if it is there.
   */
  static Optional<Map<String, Part>> find(LabelledData.Request request, Path folder)
      throws ConvertException, IOException {
    if (request.annotations().isEmpty() && !Files.isRegularFile(list(folder, Part.TRAIN))) {
      return Optional.empty();
    }
    Path from = request.annotations().orElse(folder);
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Part part : new Part[] {Part.TRAIN, Part.VALID, Part.TEST}) {
      Path file = list(from, part);
      TextLines.read(
          file,
          REMEDY,
          (line, number) -> {
            String name = line.substring(line.lastIndexOf('/') + 1);
            if (!name.matches("[a-z]+\\.\\d{5}\\.\\w+")) {
              throw ConvertException.of(
                  file,
                  "line " + number + ": '" + line + "' is not like blues/blues.00000.wav",
                  REMEDY);
            }
            String track = name.substring(0, name.lastIndexOf('.'));
            if (parts.put(track, part) != null) {
              throw ConvertException.of(
                  file, "line " + number + ": " + track + " is listed twice", REMEDY);
            }
          });
    }
    return Optional.of(parts);
  }

  private static Path list(Path folder, Part part) {
    return folder.resolve(part + "_filtered.txt");
  }

  /** Artists of the tracks, after the index of Sturm's study of GTZAN's faults (2013). */
  static Map<String, String> artists() throws IOException {
    Map<String, String> artists = new HashMap<>();
    try (@Nullable InputStream in = GtzanParts.class.getResourceAsStream(ARTISTS)) {
      if (in == null) {
        throw new IOException(ARTISTS + " is missing from this program: install it again");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int comma = line.indexOf(',');
        artists.put(line.substring(0, comma), line.substring(comma + 1));
      }
    }
    return artists;
  }
}
