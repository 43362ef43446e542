package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Tmpfs;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.testing.FileTags;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk that songs are sorted to, or tagged on, is full at first. */
class OrganizeOnFullDiskTest {
  private static final int SIZE = 2 << 20;

  @TempDir Path folder;

  /** All files and folders below a folder except the filler. */
  private static List<String> names(Path disk) throws IOException {
    try (Stream<Path> all = Files.walk(disk)) {
      return all.filter(path -> !path.equals(disk) && !path.endsWith("filler"))
          .map(path -> disk.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /** A song of half a megabyte. */
  private static Path song(Path file) {
    float[] noise = new float[250_000];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat() - 0.5f;
    }
    return TestAudio.write(file, "flac", "flac", 8000, 1, noise, Map.of());
  }

  @ParameterizedTest
  @CsvSource({"copy, off", "copy, genre", "move, off", "move, genre"})
  void noPartialFileIsLeftAndARetrySucceedsOnceThereIsSpace(String action, String tag)
      throws Exception {
    OrganizeFixture fixture = new OrganizeFixture(folder);
    Path song = song(fixture.inbox.resolve("a.flac"));
    byte[] bytes = Files.readAllBytes(song);
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), "2m");
        Ledger ledger = fixture.ledger()) {
      fixture.decide(ledger, name -> "Jazz");
      Path target = disk.folder().toRealPath();
      String[] after = {"action", action, "tag", tag, "path", target + "/{genre}/{file}"};
      Files.write(
          target.resolve("filler"), new byte[SIZE - bytes.length / 2]); // the write fails halfway

      new OrganizeTask(fixture.setup(after), ledger, false, false, this::report).run();

      assertThat(lastReport)
          .startsWith("failed")
          .contains("No space left", "tmpfs at " + target, "free");
      assertThat(names(target)).isEmpty();
      assertThat(song).hasBinaryContent(bytes);
      assertThat(ledger.changes().unfinished()).isEmpty();

      disk.free();
      new OrganizeTask(fixture.setup(after), ledger, false, false, this::report).run();
      assertThat(names(target)).containsExactly("Jazz", "Jazz/a.flac");
      assertThat(Files.exists(song)).isEqualTo(action.equals("copy"));
    }
  }

  @Test
  void tagsAreWrittenInPlaceOnceThereIsSpace() throws Exception {
    OrganizeFixture fixture = new OrganizeFixture(folder);
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), "2m");
        Ledger ledger = fixture.ledger()) {
      Path target = disk.folder().toRealPath();
      Path song = song(target.resolve("a.flac"));
      byte[] bytes = Files.readAllBytes(song);
      ledger.queue().arrive(OrganizeFixture.stat(song), Origin.INBOX);
      assertThat(OrganizeFixture.decideNext(ledger, name -> "Jazz")).isTrue();
      disk.fill();

      new OrganizeTask(fixture.setup("tag", "genre"), ledger, false, false, this::report).run();
      assertThat(lastReport)
          .startsWith("failed")
          .contains("No space left", "tmpfs at " + target, "free");
      assertThat(song).hasBinaryContent(bytes);
      assertThat(names(target)).containsExactly("a.flac");

      disk.free();
      new OrganizeTask(fixture.setup("tag", "genre"), ledger, false, false, this::report).run();
      assertThat(FileTags.genre(song)).isEqualTo("Jazz");
    }
  }

  private String lastReport = "";

  private boolean report(FileChange change) {
    lastReport = change.action() + " " + change.note();
    return true;
  }
}
