package io.musicreclass.playback;

import io.musicreclass.decode.picture.EmbeddedPicture;
import io.musicreclass.track.SongFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a song's file contains as its picture, or what lies beside it; the bytes may be anything.
 */
final class FoundPicture implements Closeable {
  /** Larger pictures are ignored; FLAC cannot contain one. */
  static final int MOST_BYTES = 16 << 20;

  /** Names in a folder that are looked at. */
  static final int MOST_NAMES = 2_000;

  /** The best one first. */
  private static final List<String> NAMES =
      List.of(
          "cover.jpg",
          "cover.jpeg",
          "cover.png",
          "folder.jpg",
          "folder.jpeg",
          "folder.png",
          "front.jpg",
          "front.jpeg",
          "front.png");

  private static final String ID3 = "ID3";

  private final byte @Nullable [] bytes;

  private FoundPicture(byte @Nullable [] bytes) {
    this.bytes = bytes;
  }

  /** Reads the picture in a song; may block as long as its disk. */
  static FoundPicture inside(SongFile song, Path above) throws UnplayableException {
    try (OpenedFile opened = OpenedFile.open(song, above)) {
      return new FoundPicture(
          EmbeddedPicture.of(opened.path(), container(opened), MOST_BYTES).orElse(null));
    }
  }

  /** The format of a file behind an ID3 tag, by its name, which FFmpeg does not see. */
  private static @Nullable String container(OpenedFile opened) {
    String head = new String(opened.head(), StandardCharsets.ISO_8859_1);
    String path = SongFile.text(opened.file().path());
    return head.startsWith(ID3) ? path.substring(path.lastIndexOf('.') + 1) : null;
  }

  /** Reads the picture beside a song, which is opened like a song; may block, too. */
  static FoundPicture beside(SongFile song, Path above) throws UnplayableException {
    OpenedFile.open(song, above).close();
    for (Path path : named(song.path().resolveSibling(""))) {
      try (OpenedFile picture = OpenedFile.open(SongFile.stat(path), above);
          InputStream in = Files.newInputStream(picture.path())) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length <= MOST_BYTES) {
          return new FoundPicture(bytes);
        }
      } catch (IOException e) {
        // a link, a folder, or unreadable: the next one may be better
      }
    }
    return new FoundPicture(null);
  }

  private static List<Path> named(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      int seen = 0;
      for (Path path : names) {
        if (rank(path) >= 0) {
          found.add(path);
        }
        if (++seen == MOST_NAMES) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // the song was readable, its folder need not be
    }
    found.sort(Comparator.comparingInt(FoundPicture::rank).thenComparing(Path::compareTo));
    return found;
  }

  private static int rank(Path path) {
    return NAMES.indexOf(String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT));
  }

  /** The bytes; empty if there is no picture. */
  Optional<byte[]> bytes() {
    return Optional.ofNullable(bytes);
  }

  /** Nothing is open. */
  @Override
  public void close() {}
}
