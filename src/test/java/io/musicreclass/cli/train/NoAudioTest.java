package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.Strace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was computed once is in the database: no file of audio is opened again. */
class NoAudioTest {
  @TempDir private Path folder;

  @Test
  void aHeadFromStoredEmbeddingsChangesVerdictsInARevoteWithoutAudioBeingOpened() throws Exception {
    Path trace = folder.resolve("trace");
    List<String> output =
        Strace.run(trace, List.of("-e", "trace=open,openat"), NoAudioTest.class, folder.toString());
    assertThat(output)
        .containsExactly(
            "Rock before: 0",
            "160 of 160 songs have their embedding in the database",
            "status 0",
            "Rock after: 80");
    String songs = EmbeddedSongs.path(1).getParent() + "/";
    try (Stream<String> calls = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
      assertThat(calls.filter(call -> call.contains(songs)).toList())
          .as("only the one at the end, which shows that calls are seen")
          .hasSize(1)
          .first()
          .asString()
          .contains("open", EmbeddedSongs.path(80).toString());
    }
  }

  /** Trains, lets all songs vote again, and opens a single song. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Commands reclass = new Commands(folder);
    EmbeddedLibrary library = new EmbeddedLibrary(folder.resolve("installation"));
    library.songs(EmbeddedLibrary.SONGS, 3, true);
    System.out.println("Rock before: " + library.rocks());
    Commands.Ran ran = reclass.run("train", "head", "--data", "library", "--for", "mn04");
    System.out.print(ran.err());
    System.out.println("status " + ran.status());
    library.revote();
    System.out.println("Rock after: " + library.rocks());
    try {
      Files.newInputStream(EmbeddedSongs.path(80)).close();
      System.out.println("there is no such song");
    } catch (NoSuchFileException e) {
      // as expected
    }
  }
}
