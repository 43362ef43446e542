package io.musicreclass.cluster;

import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Where a song is, for machines that know its folder under other names.
 *
 * @param folder the library's folder, as the owner's settings name it
 * @param names the bytes of the names below it, each in base64url without padding, as they need not
 *     be text
 * @param size of the file in bytes
 */
record SharedSong(String folder, List<String> names, long size) {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int MAX_NAMES = 2048; // of one character each, in the longest path of Linux
  private static final int MAX_LENGTH = 1024;

  SharedSong {
    Objects.requireNonNull(folder);
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > MAX_NAMES || size < 0) {
      throw new IllegalArgumentException("Not a song below a folder");
    }
    names.forEach(SharedSong::decoded);
  }

  /** A song of a folder that contains it. */
  static SharedSong of(Path folder, Path file, long size) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    List<String> names =
        StreamSupport.stream(folder.relativize(file).spliterator(), false)
            .map(name -> encoder.encodeToString(nameOf(name)))
            .toList();
    return new SharedSong(SongFile.text(folder), names, size);
  }

  /** The path of this song below another name of its folder. */
  Path below(Path local) {
    Path path = local;
    for (String name : names) {
      path = child(path, decoded(name));
    }
    return path;
  }

  private static byte[] nameOf(Path name) {
    byte[] path = SongFile.bytes(Path.of("/").resolve(name));
    return Arrays.copyOfRange(path, 1, path.length);
  }

  private static Path child(Path folder, byte[] name) {
    byte[] above = SongFile.bytes(folder);
    boolean root = above[above.length - 1] == '/';
    byte[] path = Arrays.copyOf(above, above.length + (root ? 0 : 1) + name.length);
    if (!root) {
      path[above.length] = '/';
    }
    System.arraycopy(name, 0, path, path.length - name.length, name.length);
    return SongFile.path(path);
  }

  /** The bytes of a name: of one file or folder, so that no combination leaves the folder above. */
  private static byte[] decoded(String encoded) {
    if (encoded.length() > MAX_LENGTH || !BASE64.matcher(encoded).matches()) {
      throw new IllegalArgumentException("Not a file name");
    }
    byte[] name = Base64.getUrlDecoder().decode(encoded);
    boolean dots = name.length <= 2;
    for (byte b : name) {
      dots &= b == '.';
      if (b == '/' || b == 0) {
        throw new IllegalArgumentException("A file name contains a slash or a zero byte");
      }
    }
    if (name.length == 0 || dots) {
      throw new IllegalArgumentException("A file name is empty, . or ..");
    }
    return name;
  }
}
