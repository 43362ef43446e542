package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A data set that was read: songs of known genre. */
public final class LabelledData {
  /** A part of a published split. */
  public enum Part {
    TRAIN,
    VALID,
    TEST,
    /** The data set is not split. */
    NONE;

    /** As tables write it, such as {@code train}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Which data set is read, and where it is.
   *
   * @param name of the data set
   * @param path its folder; empty for those in the database
   * @param annotations what the data set has beside its folder: the folder of a split, a file of
   *     labels or of lines {@code genre = tag, tag...}
   * @param subset the part of the data set that is wanted; empty: all
   * @param fewest genres with fewer songs are left out
   * @param home folder of the database
   */
  public record Request(
      String name,
      Optional<Path> path,
      Optional<Path> annotations,
      String subset,
      int fewest,
      Path home) {
    /**
     * The folder of the data set.
     *
     * @throws IllegalArgumentException if it was not given
     */
    Path folder() {
      return path.orElseThrow(
          () -> new IllegalArgumentException("--data " + name + " needs --path DIR"));
    }
  }

  /** A song. */
  public static final class Row {
    private final String name;
    private final String genre;
    private final String group;
    private final Part part;
    private final Optional<Path> audio;
    private final float[] vector;
    private final long track;

    Row(String name, String genre, String group, Part part, Optional<Path> audio, float[] vector) {
      this(name, genre, group, part, audio, vector, 0);
    }

    private Row(
        String name,
        String genre,
        String group,
        Part part,
        Optional<Path> audio,
        float[] vector,
        long track) {
      this.name = name;
      this.genre = genre;
      this.group = group;
      this.part = part;
      this.audio = audio;
      this.vector = vector;
      this.track = track;
    }

    /** A song in the database. */
    static Row ofTrack(String name, String genre, String group, Path audio, long track) {
      return new Row(name, genre, group, Part.NONE, Optional.of(audio), new float[0], track);
    }

    /** A song without a vector. */
    static Row ofAudio(String name, String genre, String group, Part part, Path audio) {
      return new Row(name, genre, group, part, Optional.of(audio), new float[0]);
    }

    /** For people. */
    public String name() {
      return name;
    }

    public String genre() {
      return genre;
    }

    /** Its artist, or an id; empty if unknown. */
    public String group() {
      return group;
    }

    public Part part() {
      return part;
    }

    /** The file, if there is one. */
    public Optional<Path> audio() {
      return audio;
    }

    /** One finite value for each of {@link LabelledData#columns}; empty if it has none. */
    public float[] vector() {
      return vector.clone();
    }

    /** Key of the song in the database; 0 if it was not read from there. */
    public long track() {
      return track;
    }

    Row spelled(String otherGenre) {
      return otherGenre.equals(genre)
          ? this
          : new Row(name, otherGenre, group, part, audio, vector, track);
    }

    boolean hasVector() {
      return vector.length > 0;
    }
  }

  /**
   * From what the columns were computed, where they are some of the 518 features.
   *
   * @param sampleRate in Hz; 0: the file's own
   */
  public record FeatureSource(int sampleRate, Excerpt excerpt) {}

  private final DataSetReader reader;
  private final Path place;
  private final RowCollector collected;

  private LabelledData(DataSetReader reader, Path place, RowCollector collected) {
    this.reader = reader;
    this.place = place;
    this.collected = collected;
  }

  /** Names of all data sets. */
  public static List<String> names() {
    return DataSetReaders.names();
  }

  /** A line for each data set, for help. */
  public static List<String> descriptions() {
    return DataSetReaders.descriptions();
  }

  /**
   * Reads a data set.
   *
   * @throws IllegalArgumentException if the request is wrong
   * @throws ConvertException if a file is not as published; names file, line, column and remedy
   * @throws IOException if a file cannot be read
   */
  public static LabelledData read(Request request) throws ConvertException, IOException {
    DataSetReader reader = DataSetReaders.of(request);
    Path place = request.path.orElse(request.home);
    RowCollector rows = new RowCollector();
    reader.read(request, rows);
    rows.dropRare(request.fewest);
    if (rows.rows().isEmpty()) {
      throw ConvertException.of(
          place,
          "no song for the data set "
              + request.name
              + " was found"
              + (rows.notes().isEmpty() ? "" : " (" + String.join("; ", rows.notes()) + ")"),
          reader.remedy());
    }
    return new LabelledData(reader, place, rows);
  }

  /**
   * Reads a data set with the songs that its published split leaves out.
   *
   * @see #read
   */
  public static LabelledData readWhole(Request request) throws ConvertException, IOException {
    return read(
        request.subset.isEmpty() && DataSetReaders.of(request).subsets().contains(GtzanReader.ALL)
            ? new Request(
                request.name,
                request.path,
                request.annotations,
                GtzanReader.ALL,
                request.fewest,
                request.home)
            : request);
  }

  /** Its name. */
  public String name() {
    return reader.name();
  }

  /** Where it is, for errors. */
  public Path place() {
    return place;
  }

  /** All songs that can be used. */
  public List<Row> rows() {
    return List.copyOf(collected.rows());
  }

  /** Names of the columns of the vectors; empty if it has only audio. */
  public List<String> columns() {
    return collected.columns();
  }

  /** Whether the columns cannot be computed from a file of audio. */
  public boolean isTableOnly() {
    return collected.isTableOnly();
  }

  /** From what the columns were computed; empty if they are not some of the 518 features. */
  public Optional<FeatureSource> featureSource() {
    return collected.featureSource();
  }

  /** The files from which labels and vectors were read. */
  public List<Path> sources() {
    return collected.sources();
  }

  /** What was left out and what is to be known, one line each. */
  public List<String> notes() {
    return collected.notes();
  }
}
