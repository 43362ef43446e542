package io.musicreclass.ledger;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which other files of a song still exist. They are looked for before the transaction, so that a
 * hanging share blocks no other user of the ledger.
 */
final class OtherCopies {
  private enum Place {
    THERE,
    MOVED,
    GONE
  }

  private final Map<SongFile, Place> places = new HashMap<>();

  private OtherCopies() {}

  /** Looks for files in this order until one exists. */
  static OtherCopies of(SongFile mine, List<SongFile> others) {
    OtherCopies copies = new OtherCopies();
    for (SongFile other : others) {
      Place place = place(other, mine);
      copies.places.put(other, place);
      if (place == Place.THERE) {
        break;
      }
    }
    return copies;
  }

  /** Whether all files up to the first existing one were looked for. */
  boolean suffice(List<SongFile> others) {
    for (SongFile other : others) {
      if (!places.containsKey(other)) {
        return false;
      }
      if (isThere(other)) {
        return true;
      }
    }
    return true;
  }

  /** Whether the other file is unchanged, and not this file by another name. */
  boolean isThere(SongFile other) {
    return places.get(other) == Place.THERE;
  }

  /** Whether the other file has been renamed to this one. */
  boolean hasMoved(SongFile other) {
    return places.get(other) == Place.MOVED;
  }

  private static Place place(SongFile other, SongFile mine) {
    if (isThere(other, mine)) {
      return Place.THERE;
    }
    boolean same =
        other.inode() == mine.inode()
            && other.size() == mine.size()
            && other.mtime() == mine.mtime();
    return same && Files.notExists(other.path(), LinkOption.NOFOLLOW_LINKS)
        ? Place.MOVED
        : Place.GONE;
  }

  private static boolean isThere(SongFile other, SongFile mine) {
    try {
      return SongFile.stat(other.path()).equals(other)
          && (!Files.isSameFile(other.path(), mine.path()) || links(other) > 1);
    } catch (IOException e) {
      return false;
    }
  }

  /** More than one means hard links: two files. One means a file system that ignores case. */
  private static int links(SongFile file) throws IOException {
    return (int) Files.getAttribute(file.path(), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
  }
}
