package io.musicreclass.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.track.SongFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The guard of the files that the page plays: whatever the path, only a file below the folders of
 * the settings is opened. An input is a path below the folder of songs; links lead out of it.
 */
public final class PathFuzz implements FuzzTarget {
  private static final String INSIDE = "inside";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path music;
  private final FileOpener<OpenedFile> opener;

  public PathFuzz(Path folder) throws IOException {
    music = Files.createDirectories(folder.resolve("music"));
    Path outside = Files.createDirectories(folder.resolve("music-of-others"));
    Files.writeString(outside.resolve("a.mp3"), "outside");
    Files.writeString(Files.createDirectories(music.resolve("b")).resolve("a.mp3"), INSIDE);
    Files.writeString(music.resolve("a.mp3"), INSIDE);
    link("out.mp3", outside.resolve("a.mp3"));
    link("l", outside);
    link("b/up", music.getParent());
    link("self", music.resolve("self"));
    link("in.mp3", music.resolve("a.mp3"));
    opener = new FileOpener<>(List.of(music.toRealPath()), LIMIT, OpenedFile::open);
  }

  private void link(String name, Path target) throws IOException {
    if (!Files.isSymbolicLink(music.resolve(name))) {
      Files.createSymbolicLink(music.resolve(name), target);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (String path :
        List.of(
            "a.mp3",
            "b/a.mp3",
            "b//./a.mp3",
            "b/../a.mp3",
            "out.mp3",
            "in.mp3",
            "l/a.mp3",
            "l/../a.mp3",
            "b/up/music/a.mp3",
            "b/up/music-of-others/a.mp3",
            "../music-of-others/a.mp3",
            "../music/a.mp3",
            "../../../../../../../etc/passwd",
            "self/a.mp3",
            "b",
            ".",
            "a.mp3/",
            "a.mp3/../a.mp3",
            "a%2e.mp3")) {
      seeds.put(path, path.getBytes(StandardCharsets.UTF_8));
    }
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    for (byte b : input) {
      if (b == 0) {
        return; // no path has it
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SongFile.bytes(music.toRealPath()));
    bytes.write('/');
    bytes.writeBytes(input);
    Path path = SongFile.path(bytes.toByteArray());
    try (OpenedFile opened = opener.open(known(path))) {
      assertThat(opened.path().toRealPath()).isEqualTo(path).startsWith(music.toRealPath());
      assertThat(opened.path()).hasContent(INSIDE);
    } catch (UnplayableException e) {
      assertThat(e.getMessage()).contains(SongFile.text(path).stripTrailing());
      assertThat(e.remedy()).isNotBlank();
    }
  }

  /** As a database that was tampered with might know it: just what is there. */
  private static SongFile known(Path path) {
    try {
      return SongFile.stat(path);
    } catch (IOException e) {
      return new SongFile(path, 1, 1, 1);
    }
  }
}
