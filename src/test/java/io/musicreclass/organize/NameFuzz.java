package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of files, and the names made of tags. An input has up to four parts with a zero byte
 * between them: the bytes of a file's name, which need not be text, the genre, artist and album.
 */
public final class NameFuzz implements FuzzTarget {
  private static final int LONGEST_NAME = 255;
  private static final Path ROOT = Path.of("/music");

  private final Path folder;
  private final Playlists playlists;

  public NameFuzz(Path folder) throws IOException {
    this.folder = folder;
    this.playlists = new Playlists(folder.resolve("lists"));
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (String input :
        List.of(
            "song.mp3\0Jazz\0Anna\0Album",
            "s\u00f6ng.mp3\0\0\0",
            "\u00ff\u00fe.flac\0Hip-Hop\0..\0.",
            "..\0../..\0/etc/passwd\0..",
            "#EXT.mp3\0a/b\\c:d\0\n\r\t\0 . ",
            "CON.mp3\0NUL\0aux.\0COM1",
            "a%00b%2f.mp3\0{genre}\0$1\\2\0%s",
            "a".repeat(255) + ".mp3\0" + "\u00e4".repeat(300) + "\0x\0y",
            "e\u0301.mp3\0\u202e\u200b\0\ufeff\0\u2028")) {
      seeds.put("name " + seeds.size(), input.getBytes(StandardCharsets.UTF_8));
    }
    seeds.put("half a surrogate", new byte[] {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 0, -1});
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    List<byte[]> parts = parts(input);
    String genre = text(parts, 1);
    SongTags tags = new SongTags("", text(parts, 2), text(parts, 3), "", genre, null);
    byte[] name = parts.get(0);
    if (name.length > 0) {
      ByteArrayOutputStream absolute = new ByteArrayOutputStream();
      absolute.writeBytes("/in/".getBytes(StandardCharsets.US_ASCII));
      absolute.writeBytes(name);
      Path file = SongFile.path(absolute.toByteArray());
      roundTrip(file);
      sorted(file.normalize(), genre, tags);
      listed(file.normalize(), genre);
    }
  }

  private static List<byte[]> parts(byte[] input) {
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (byte b : input) {
      if (b == 0) {
        parts.add(part.toByteArray());
        part.reset();
      } else {
        part.write(b);
      }
    }
    parts.add(part.toByteArray());
    return parts;
  }

  private static String text(List<byte[]> parts, int index) {
    return index < parts.size() ? new String(parts.get(index), StandardCharsets.UTF_8) : "";
  }

  /** A path is the same after its bytes, and after its URI; its text is always valid Unicode. */
  private static void roundTrip(Path file) {
    assertThat(SongFile.path(SongFile.bytes(file))).isEqualTo(file);
    URI uri = URI.create(SongFile.uri(file));
    assertThat(uri.toString()).isASCII();
    assertThat(Path.of(uri)).isEqualTo(file);
    String text = SongFile.text(file);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
  }

  /** A sorted file stays below its folder, under names that every file system allows. */
  private static void sorted(Path file, String genre, SongTags tags) {
    if (file.getFileName() == null) {
      return;
    }
    PathPattern pattern =
        PathPattern.of(ROOT, "reclass.after.path", "./sorted/{genre}/{artist} - {album}/{file}");
    Path target = pattern.resolve(file, genre, tags);
    assertThat(target).isEqualTo(target.normalize());
    assertThat(target.getParent().getParent().getParent()).isEqualTo(ROOT.resolve("sorted"));
    for (Path name : target) {
      assertThat(SongFile.bytes(Path.of("/").resolve(name)).length - 1).isBetween(1, LONGEST_NAME);
      assertThat(name.toString())
          .doesNotContainPattern("[\\p{Cc}/\\\\:*?\"<>|]")
          .doesNotEndWith(".");
    }
  }

  /** A playlist has one line for its song, and no line that a name has made. */
  private void listed(Path song, String name) throws IOException {
    Path list = playlists.write("Genre " + name, List.of(song));
    assertThat(list.getParent()).isEqualTo(folder.resolve("lists"));
    long lines = new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1).lines().count();
    assertThat(lines).isEqualTo(Playlists.canList(song) ? 3 : 2);
    Files.delete(list);
  }
}
