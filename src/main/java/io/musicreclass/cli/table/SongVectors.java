package io.musicreclass.cli.table;

import io.musicreclass.classify.FileEmbedder;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.NumpyArrays;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.TrackRepository.SongOfFile;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What models give for songs, as a head takes it: their embeddings one after the other. Vectors in
 * the database are used; others are computed once and kept in a table below {@code reclass.home}.
 */
public final class SongVectors {
  private static final String FOLDER = "embeddings";
  private static final int HASH_DIGITS = 12;

  private final List<ModelPackage> models;
  private final List<HeadInput> parts;
  private final Settings setup;

  private SongVectors(List<ModelPackage> models, Settings setup) {
    this.models = models;
    this.setup = setup;
    this.parts =
        models.stream().map(model -> HeadInput.of(model, HeadInput.Output.EMBEDDING)).toList();
  }

  /**
   * The vectors of songs. One that cannot be analysed is reported on standard error and absent.
   *
   * @throws ConvertException if the table of computed vectors is damaged
   */
  public static Map<Path, float[]> of(List<Path> songs, List<ModelPackage> models, Settings setup)
      throws ConvertException, IOException {
    SongVectors vectors = new SongVectors(models, setup);
    List<Path> all = songs.stream().map(song -> song.toAbsolutePath().normalize()).toList();
    Map<Path, float[]> found = vectors.stored(all);
    System.err.printf(
        "%d of %d songs have their embedding in the database%n", found.size(), all.size());
    List<Path> missing = all.stream().filter(song -> !found.containsKey(song)).toList();
    if (!missing.isEmpty()) {
      found.putAll(vectors.computed(missing));
    }
    Map<Path, float[]> asGiven = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      float[] vector = found.get(all.get(i));
      if (vector != null) {
        asGiven.put(songs.get(i), vector);
      }
    }
    return asGiven;
  }

  /** The vectors of those songs for which all are in the database; no audio is opened. */
  public static Map<Path, float[]> stored(
      List<Path> songs, List<ModelPackage> models, Settings setup) {
    return new SongVectors(models, setup).stored(songs);
  }

  private Map<Path, float[]> stored(List<Path> songs) {
    Map<Path, float[]> found = new HashMap<>();
    try (Ledger ledger = Ledger.read(setup.home())) {
      Map<Path, SongOfFile> known = ledger.tracks().ofFiles(songs);
      known.values().removeIf(song -> !isUnchanged(song.file()));
      Map<Long, Map<String, float[]>> outputs = new HashMap<>();
      known.values().forEach(song -> outputs.put(song.track(), new HashMap<>()));
      for (HeadInput part : parts) {
        ledger
            .tracks()
            .embeddings(
                part.encoder(),
                outputs::containsKey,
                (track, embedding) -> outputs.get(track).put(part.encoder(), embedding.toArray()));
      }
      known.forEach(
          (path, song) ->
              joined(outputs.get(song.track())).ifPresent(vector -> found.put(path, vector)));
    } catch (LedgerException e) {
      return found; // there is none yet, or it cannot be read: everything is computed
    }
    return found;
  }

  /** A file that is out of reach, as on a disk that is unplugged, counts as unchanged. */
  private static boolean isUnchanged(SongFile stored) {
    try {
      SongFile now = SongFile.stat(stored.path());
      return now.size() == stored.size() && now.mtime() == stored.mtime();
    } catch (IOException e) {
      return true;
    }
  }

  private Optional<float[]> joined(Map<String, float[]> outputs) {
    if (!parts.stream().allMatch(part -> outputs.containsKey(part.encoder()))) {
      return Optional.empty();
    }
    float[] joined =
        HeadInput.join(parts, part -> outputs.getOrDefault(part.encoder(), new float[0]));
    for (float value : joined) {
      if (!Float.isFinite(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(joined);
  }

  private Map<Path, float[]> computed(List<Path> songs) throws ConvertException, IOException {
    Path folder = Files.createDirectories(setup.home().resolve(FOLDER));
    Path file = folder.resolve(name() + ".npy");
    try (SongTable table = OutputFiles.array(file, Embeddings.maker(models, false), width())) {
      List<Path> missing = table.missing(songs);
      if (!missing.isEmpty()) {
        try (FileEmbedder embed = new FileEmbedder(models, setup)) {
          int unused =
              TableFiller.fill(
                  table,
                  missing,
                  setup.threads(),
                  (song, threads) -> Embeddings.row(embed, parts, song, threads));
        }
      }
    }
    Map<Path, float[]> rows = rows(file);
    rows.keySet().retainAll(List.copyOf(songs));
    return rows;
  }

  private int width() {
    return HeadInput.width(parts);
  }

  private String name() {
    return models.stream()
        .map(model -> model.card().name() + "-" + model.encoderHash().substring(0, HASH_DIGITS))
        .collect(Collectors.joining("+"));
  }

  private Map<Path, float[]> rows(Path file) throws ConvertException, IOException {
    List<Path> songs =
        TableFile.songs(file, OutputFiles.index(file), Embeddings.maker(models, false));
    double[] values = NumpyArrays.read(file).numbers("");
    Map<Path, float[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < songs.size() && (i + 1) * width() <= values.length; i++) {
      float[] row = new float[width()];
      double[] from = Arrays.copyOfRange(values, i * width(), (i + 1) * width());
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) from[c];
      }
      rows.put(songs.get(i), row);
    }
    return rows;
  }
}
