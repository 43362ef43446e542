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
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes playlists as M3U in UTF-8. Paths are relative to the playlist, so a disk with songs and
 * playlists can be mounted anywhere.
 */
public final class Playlists {
  private static final String HEADER = "#EXTM3U\n#RECLASS ";
  private static final String EXTENSION = ".m3u8";

  private final Path folder;
  private final Lines lines;

  /**
   * Playlists in a folder, which is created if its parent exists.
   *
   * @throws IOException if it cannot be created
   */
  public Playlists(Path folder) throws IOException {
    this(folder, UnaryOperator.identity());
  }

  /**
   * The same with other paths.
   *
   * @param lines given the relative paths, returns what is written
   */
  public Playlists(Path folder, UnaryOperator<Lines> lines) throws IOException {
    this.lines = lines.apply(this::relative);
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(this.folder)) {
      Files.createDirectory(this.folder);
    }
  }

  /**
   * Writes a playlist, replacing the earlier one if it has changed.
   *
   * @param songs absolute paths; those that {@link #canList} rejects are left out
   * @return the playlist's file
   * @throws IOException if it cannot be written, or a file of that name was not written by Reclass
   */
  public Path write(String name, List<Path> songs) throws IOException {
    return writeFile(folder.resolve(file(name)), name, songs);
  }

  private static String file(String name) {
    return SafeName.file(name + EXTENSION);
  }

  /**
   * Removes playlists that Reclass has written.
   *
   * @param beginnings of the names of those that may be removed
   * @param kept names of those that are not
   * @throws IOException if one cannot be removed
   */
  public void removeOthers(List<String> beginnings, Set<String> kept) throws IOException {
    Set<String> files = kept.stream().map(Playlists::file).collect(Collectors.toSet());
    List<Path> others;
    try (Stream<Path> all = Files.list(folder)) {
      others =
          all.filter(
                  list -> {
                    String name = list.getFileName().toString();
                    return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
                        && beginnings.stream().anyMatch(name::startsWith)
                        && !files.contains(name);
                  })
              .toList();
    }
    for (Path list : others) {
      if (isGenerated(list)) {
        Files.delete(list);
      }
    }
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
    text.writeBytes(header(name).getBytes(StandardCharsets.UTF_8));
    for (Path song : songs) {
      if (canList(song)) {
        text.writeBytes(lines.of(song));
        text.write('\n');
      }
    }
    byte[] bytes = text.toByteArray();
    if (FileErrors.exists(list) && Arrays.equals(Files.readAllBytes(list), bytes)) {
      return list;
    }
    Path unfinished = folder.resolve(".reclass-list" + EXTENSION);
    try {
      Files.write(unfinished, bytes);
      Files.move(unfinished, list, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return list;
  }

  /** How a playlist begins. */
  public static String header(String name) {
    return HEADER + name.replaceAll("\\p{Cntrl}", " ") + "\n";
  }

  /** How songs are written into a playlist. */
  public interface Lines {
    /** The path of a song that {@link #canList} accepts, as its raw bytes. */
    byte[] of(Path song);
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
