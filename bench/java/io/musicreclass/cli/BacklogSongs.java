package io.musicreclass.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Different mp3s of chords with tremolo and noise, made by the ffmpeg command in a folder. */
record BacklogSongs(Path folder, List<Path> files) implements AutoCloseable {
  private static final int BASES = 8;

  static BacklogSongs make(int count, int seconds) throws Exception {
    Path folder = Files.createTempDirectory("reclass-backlog-");
    Path songs = Files.createDirectory(folder.resolve("songs"));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path base = folder.resolve("base-" + i % BASES);
      if (i < BASES) {
        encode(base, 110 * Math.pow(2, i / 12.0 + i % 3), seconds + count / BASES);
      }
      Path song = songs.resolve("song-" + i + ".mp3");
      String from = String.valueOf(i / BASES);
      String length = String.valueOf(seconds);
      ffmpeg("-f", "mp3", "-ss", from, "-t", length, "-i", "" + base, "-c", "copy", "" + song);
      files.add(song);
    }
    for (int i = 0; i < Math.min(BASES, count); i++) {
      Files.delete(folder.resolve("base-" + i));
    }
    return new BacklogSongs(folder, files);
  }

  /** The folder of the songs alone. */
  Path library() {
    return folder.resolve("songs");
  }

  private static void encode(Path file, double hz, int seconds) throws Exception {
    String chord =
        String.format(
            Locale.ROOT,
            "0.2*(sin(2*PI*%1$f*t)+sin(2*PI*%1$f*1.26*t)+sin(2*PI*%1$f*1.5*t))"
                + "*(0.6+0.4*sin(2*PI*t*2))+0.05*(random(0)-0.5)",
            hz);
    String source = "aevalsrc=" + chord + ":s=44100:d=" + seconds;
    ffmpeg("-f", "lavfi", "-i", source, "-ac", "2", "-b:a", "192k", "-f", "mp3", "" + file);
  }

  /** Whether the ffmpeg command is there. */
  static boolean canBeMade() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ffmpeg")));
  }

  private static void ffmpeg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("ffmpeg failed; is it installed (apt install ffmpeg)?");
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
