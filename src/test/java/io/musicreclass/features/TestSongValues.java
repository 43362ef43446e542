package io.musicreclass.features;

import io.musicreclass.features.Fma518.Mode;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the values that {@link Fma518Test} expects, after an intended change. */
final class TestSongValues {
  private TestSongValues() {}

  static String name(String song, Mode mode) {
    return song + '.' + mode.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Takes the file to write as its argument, {@code src/test/resources/features/made-up-songs.csv}.
   */
  public static void main(String[] args) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("song," + String.join(",", Features.NAMES));
    for (Map.Entry<String, io.musicreclass.track.Pcm> song : TestSongs.all().entrySet()) {
      for (Mode mode : Mode.values()) {
        StringBuilder line = new StringBuilder(name(song.getKey(), mode));
        for (float value : Fma518.extract(song.getValue(), mode, 1).features().toArray()) {
          line.append(',').append(value);
        }
        lines.add(line.toString());
      }
    }
    Files.write(Path.of(args[0]), lines);
  }
}
