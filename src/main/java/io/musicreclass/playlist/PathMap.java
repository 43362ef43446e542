package io.musicreclass.playlist;

import io.musicreclass.organize.Playlists;
import io.musicreclass.track.SongFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The paths by which another program knows the folders of this machine. */
final class PathMap {
  private static final Pattern ENTRY =
      Pattern.compile("(/[^=]*)=\\s*([^#\\s\\p{Cntrl}][^\\p{Cntrl}]*)");

  private record Entry(Path here, String there) {}

  private final List<Entry> entries;

  private PathMap(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads entries such as {@code /mnt/nas=/music}.
   *
   * @throws IllegalArgumentException if one has another form
   */
  static PathMap of(List<String> written) {
    List<Entry> entries = new ArrayList<>();
    for (String text : written) {
      var match = ENTRY.matcher(text.strip());
      if (!match.matches()) {
        throw new IllegalArgumentException(
            "reclass.playlists.map: '"
                + text
                + "' does not name two folders: write it as /mnt/nas=/music");
      }
      String there = match.group(2).strip().replaceAll("/+$", "");
      entries.add(new Entry(Path.of(match.group(1).strip()).normalize(), there));
    }
    entries.sort(Comparator.comparingInt((Entry entry) -> -entry.here.getNameCount()));
    return new PathMap(entries);
  }

  /** Writes a path as the other program knows it, by the innermost folder that has an entry. */
  Playlists.Lines or(Playlists.Lines others) {
    return song -> {
      for (Entry entry : entries) {
        if (song.startsWith(entry.here)) {
          ByteArrayOutputStream line = new ByteArrayOutputStream();
          line.writeBytes(entry.there.getBytes(StandardCharsets.UTF_8));
          line.write('/');
          byte[] inside = SongFile.bytes(Path.of("/").resolve(entry.here.relativize(song)));
          line.write(inside, 1, inside.length - 1);
          return line.toByteArray();
        }
      }
      return others.of(song);
    };
  }
}
