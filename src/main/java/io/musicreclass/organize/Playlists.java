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
 * Writes playlists as M3U in UTF-8. Paths are relative to the playlist, so a disk with songs and
 * playlists can be mounted anywhere.
 */
public final class Playlists {
  private static final String HEADER = "#EXTM3U\n#RECLASS ";
  private static final String EXTENSION = ".m3u8";

  private final Path folder;

  /**
   * Playlists in a folder, which is created if its parent exists.
   *
   * @throws IOException if it cannot be created
   */
  public Playlists(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(this.folder)) {
      Files.createDirectory(this.folder);
    }
  }

  /**
   * Writes a playlist, replacing the earlier one.
   *
   * @param songs absolute paths; those that {@link #canList} rejects are left out
   * @return the playlist's file
   * @throws IOException if it cannot be written, or a file of that name was not written by Reclass
   */
  public Path write(String name, List<Path> songs) throws IOException {
    return writeFile(folder.resolve(SafeName.file(name + EXTENSION)), name, songs);
  }

  /**
   * Writes a playlist as {@link #write} does, but into a file of any name; its folder must exist.
   */
  public static void write(Path list, String name, List<Path> songs) throws IOException {
    Path target = list.toAbsolutePath().normalize();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          SongFile.text(target) + ": its folder does not exist: create it, or choose another");
    }
    var unused = new Playlists(folder).writeFile(target, name, songs);
  }

  private Path writeFile(Path list, String name, List<Path> songs) throws IOException {
    if (FileErrors.exists(list) && !isGenerated(list)) {
      throw new IOException(
          SongFile.text(list) + " was not written by Reclass: rename it, or choose another name");
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(
        (HEADER + name.replaceAll("\\p{Cntrl}", " ") + "\n").getBytes(StandardCharsets.UTF_8));
    for (Path song : songs) {
      if (canList(song)) {
        text.writeBytes(relative(song));
        text.write('\n');
      }
    }
    Path unfinished = folder.resolve(".reclass-list" + EXTENSION);
    try {
      Files.write(unfinished, text.toByteArray());
      Files.move(unfinished, list, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return list;
  }

  /** Whether a path can be listed: it must not contain a line break. */
  public static boolean canList(Path song) {
    for (byte b : SongFile.bytes(song)) {
      if (b == '\n' || b == '\r') {
        return false;
      }
    }
    return true;
  }

  /** A relative path as its raw bytes; it never begins with #, which would mark a comment. */
  private byte[] relative(Path song) {
    Path relative = folder.relativize(song);
    Path plain = relative.startsWith("..") ? relative : Path.of(".").resolve(relative);
    byte[] absolute = SongFile.bytes(Path.of("/").resolve(plain));
    return Arrays.copyOfRange(absolute, 1, absolute.length);
  }

  private static boolean isGenerated(Path list) throws IOException {
    byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
    if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var in = Files.newInputStream(list)) {
      return Arrays.equals(in.readNBytes(header.length), header);
    }
  }
}
