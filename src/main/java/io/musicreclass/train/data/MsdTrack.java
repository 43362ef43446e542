package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A track of the Million Song Dataset: statistics of the segments that The Echo Nest found.
 *
 * @param artistId of the artist
 * @param columns {@link #COLUMNS}; NaN where the track has no segments
 */
record MsdTrack(String artistId, String artist, String title, List<Double> columns) {
  private static final int BANDS = 12;

  /** Mean and deviation of timbre, pitch and loudness of the segments; loudness and tempo. */
  static final List<String> COLUMNS = columnNames();

  private static final String ANALYSIS = "analysis/songs";
  private static final String METADATA = "metadata/songs";

  MsdTrack {
    columns = List.copyOf(columns);
  }

  private static List<String> columnNames() {
    List<String> names = new ArrayList<>();
    for (String family : List.of("timbre", "pitch")) {
      for (String statistic : List.of("mean", "std")) {
        for (int band = 1; band <= BANDS; band++) {
          names.add(String.format(Locale.ROOT, "%s.%s.%02d", family, statistic, band));
        }
      }
    }
    names.addAll(List.of("loudness_max.mean", "loudness_max.std", "loudness", "tempo"));
    return List.copyOf(names);
  }

  /** Reads all of it. */
  static MsdTrack read(Path file) throws ConvertException, IOException {
    return Hdf5Track.read(
        file,
        track -> {
          List<Double> columns = new ArrayList<>();
          add(track.numbers("analysis/segments_timbre", BANDS), BANDS, columns);
          add(track.numbers("analysis/segments_pitches", BANDS), BANDS, columns);
          add(track.numbers("analysis/segments_loudness_max", 1), 1, columns);
          columns.add(track.number(ANALYSIS, "loudness"));
          columns.add(track.number(ANALYSIS, "tempo"));
          return of(track, columns);
        });
  }

  /** Reads artist and title only. */
  static MsdTrack metadata(Path file) throws ConvertException, IOException {
    return Hdf5Track.read(file, track -> of(track, List.of()));
  }

  private static MsdTrack of(Hdf5Track track, List<Double> columns) throws ConvertException {
    return new MsdTrack(
        track.text(METADATA, "artist_id"),
        track.text(METADATA, "artist_name"),
        track.text(METADATA, "title"),
        columns);
  }

  /** Adds the means, then the deviations. */
  private static void add(double[] values, int width, List<Double> columns) {
    int rows = values.length / width;
    double[] means = new double[width];
    for (int i = 0; i < values.length; i++) {
      means[i % width] += values[i] / rows;
    }
    double[] squares = new double[width];
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - means[i % width];
      squares[i % width] += off * off / rows;
    }
    for (double mean : means) {
      columns.add(rows == 0 ? Double.NaN : mean);
    }
    for (double square : squares) {
      columns.add(rows == 0 ? Double.NaN : Math.sqrt(square));
    }
  }
}
