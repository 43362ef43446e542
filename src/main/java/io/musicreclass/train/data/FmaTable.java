package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.NumpyRows;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The 518 features of FMA's tracks by their ids, for songs whose file names are ids ({@code
 * 000002.mp3}): from the published {@code features.csv}, or from {@code FMA.npy}, a matrix or a
 * pickled dictionary.
 */
public final class FmaTable {
  private static final Pattern ID = Pattern.compile("(\\d{1,9})\\.\\w+");

  private final Map<Integer, Features> features = new HashMap<>();
  private final List<String> missing = new ArrayList<>();

  private FmaTable() {}

  /**
   * Reads the features of songs.
   *
   * @throws ConvertException if the file is none of these; names line and column
   */
  public static FmaTable read(Path file, Collection<Path> songs)
      throws ConvertException, IOException {
    Set<Integer> wanted = new HashSet<>();
    songs.forEach(song -> id(song).ifPresent(wanted::add));
    FmaTable table = new FmaTable();
    if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npy")) {
      NumpyRows.read(file, Features.COUNT, wanted::contains, table::add);
    } else {
      FmaFeatures.read(file, wanted::contains, table::add);
    }
    return table;
  }

  private void add(int id, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        missing.add(id + " (" + Features.NAMES.get(i) + ")");
        return;
      }
    }
    features.put(id, Features.of(values));
  }

  private static OptionalInt id(Path song) {
    Matcher matcher = ID.matcher(String.valueOf(song.getFileName()));
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** The features of a song; empty if its name is no id, or the table has no complete row. */
  public Optional<Features> of(Path song) {
    OptionalInt id = id(song);
    return id.isPresent() ? Optional.ofNullable(features.get(id.getAsInt())) : Optional.empty();
  }

  /** The tracks whose rows have values missing, each with the first. */
  public List<String> incomplete() {
    return List.copyOf(missing);
  }
}
