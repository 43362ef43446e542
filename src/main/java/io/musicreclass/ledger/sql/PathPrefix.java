package io.musicreclass.ledger.sql;

import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Arrays;

/** The range of paths below a folder, compared as bytes. */
public final class PathPrefix {
  private PathPrefix() {}

  /** The inclusive lower bound. */
  public static byte[] first(Path folder) {
    byte[] path = SongFile.bytes(folder);
    boolean root = path[path.length - 1] == '/';
    byte[] first = Arrays.copyOf(path, root ? path.length : path.length + 1);
    first[first.length - 1] = '/';
    return first;
  }

  /** The exclusive upper bound. */
  public static byte[] end(Path folder) {
    byte[] end = first(folder);
    end[end.length - 1]++;
    return end;
  }
}
