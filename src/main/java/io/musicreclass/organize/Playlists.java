package io.musicreclass.organize;

import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * Writes lists of songs as M3U in UTF-8, with paths relative to the list, so that a disk or a share
 * with songs and lists can be taken elsewhere.
 */
public final class Playlists {
  private static final String MARK = "#EXTM3U\n#RECLASS ";
  private static final String ENDING = ".m3u8";

  private final Path folder;

  /**
   * Lists in a folder, which is made if its parent is there.
   *
   * @throws IOException when it cannot be had
   */
  public Playlists(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(this.folder)) {
      Files.createDirectory(this.folder);
    }
  }

  /**
   * Writes a list in place of the one that was written before.
   *
   * @param songs absolute paths; one whose name has a line break cannot be listed
   * @return the list's file
   * @throws IOException when it cannot be written, or when a list that is not ours has the name
   */
  public Path write(String name, List<Path> songs) throws IOException {
    Path list = folder.resolve(SafeName.file(name + ENDING));
    if (FileErrors.exists(list) && !isOurs(list)) {
      throw new IOException(
          SongFile.text(list) + " is a list of somebody else: rename it, or choose another folder");
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes((MARK + name + "\n").getBytes(StandardCharsets.UTF_8));
    for (Path song : songs) {
      if (canList(song)) {
        text.writeBytes(relative(song));
        text.write('\n');
      }
    }
    Path made = folder.resolve(".reclass-list" + ENDING);
    try {
      Files.write(made, text.toByteArray());
      Files.move(made, list, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
    return list;
  }

  /** Whether a path fits into a line of a list. */
  public static boolean canList(Path song) {
    for (byte b : SongFile.bytes(song)) {
      if (b == '\n' || b == '\r') {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a name as they are; a name that begins with # would be a remark. */
  private byte[] relative(Path song) {
    Path relative = folder.relativize(song);
    Path plain = relative.startsWith("..") ? relative : Path.of(".").resolve(relative);
    byte[] whole = SongFile.bytes(Path.of("/").resolve(plain));
    return Arrays.copyOfRange(whole, 1, whole.length);
  }

  private static boolean isOurs(Path list) throws IOException {
    byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
    if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var in = Files.newInputStream(list)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }
}
