package io.musicreclass.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.problems.Problems;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaylistKeeperTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final FileTime OLD = FileTime.from(AT);

  @TempDir private Path folder;
  private Path lists;
  private TestStages stages;
  private final Problems problems = new Problems();

  @BeforeEach
  void setUp() throws IOException {
    lists = folder.resolve("lists");
    stages = new TestStages(folder).set("reclass.playlists.path", lists.toString());
  }

  private static Synthetic.Song song(int number, Path path, String genre, MusicTag... tags) {
    Map<String, Double> genres = Map.of(genre, 0.75);
    Verdict.Vote vote =
        new Verdict.Vote("fma", "m", genre, 0.75, 1, 5, genres, null, false, List.of(tags));
    return new Synthetic.Song(
        new SongFile(path, number, 1000, 1),
        List.of(),
        new ClassifiedTrack(
            new TrackId("sha256:" + "%064x".formatted(number)),
            path,
            ClassifiedTrack.Origin.LIBRARY,
            new Verdict.Decided(genre, 0.75, true, 1, "top1", genres, List.of(vote)),
            200,
            1,
            2,
            AT));
  }

  private void write(Synthetic.Song... songs) {
    Synthetic.write(stages.settings().home(), Stream.of(songs));
  }

  private PlaylistKeeper keeper(Ledger ledger) {
    return new PlaylistKeeper(stages.settings(), ledger, problems.source(), Clock.systemUTC());
  }

  @Test
  void genresStylesAndMoodsHaveAListEachWithMappedOrRelativePaths() throws IOException {
    var unused = stages.set("reclass.playlists.map", "/mnt/nas=/music");
    write(
        song(1, Path.of("/mnt/nas/b.mp3"), "Jazz", new MusicTag("happy", MusicTag.Kind.MOOD, 0.5)),
        song(2, Path.of("/mnt/nas/a.mp3"), "Jazz", new MusicTag("House", MusicTag.Kind.STYLE, 0.5)),
        song(3, folder.resolve("c.mp3"), "Rock"));
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      assertThat(keeper(ledger).look()).isTrue();
    }
    assertThat(lists.resolve("Genre Jazz.m3u8"))
        .hasContent("#EXTM3U\n#RECLASS Genre Jazz\n/music/a.mp3\n/music/b.mp3\n");
    assertThat(lists.resolve("Genre Rock.m3u8"))
        .hasContent("#EXTM3U\n#RECLASS Genre Rock\n../c.mp3\n");
    assertThat(lists.resolve("Mood happy.m3u8")).content().endsWith("happy\n/music/b.mp3\n");
    assertThat(lists.resolve("Style House.m3u8")).content().endsWith("House\n/music/a.mp3\n");
    try (Stream<Path> files = Files.list(lists)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void onlyWhatHasChangedIsWrittenAndListsWithoutSongsAreRemoved() throws IOException {
    write(song(1, folder.resolve("a.mp3"), "Jazz"));
    Files.createDirectory(lists);
    Path jazz =
        Files.writeString(
            lists.resolve("Genre Jazz.m3u8"), "#EXTM3U\n#RECLASS Genre Jazz\n../a.mp3\n");
    Files.setLastModifiedTime(jazz, OLD);
    Path polka =
        Files.writeString(
            lists.resolve("Genre Polka.m3u8"), "#EXTM3U\n#RECLASS Genre Polka\n../b.mp3\n");
    Path mine = Files.writeString(lists.resolve("Mood mine.m3u8"), "#EXTM3U\n../b.mp3\n");
    Path export = Files.writeString(lists.resolve("Pop.m3u8"), "#EXTM3U\n#RECLASS Pop\n");
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      PlaylistKeeper keeper = keeper(ledger);
      assertThat(keeper.look()).isTrue();
      assertThat(Files.getLastModifiedTime(jazz)).isEqualTo(OLD);
      assertThat(polka).doesNotExist();
      assertThat(mine).exists();
      assertThat(export).exists();
      Files.delete(jazz);
      assertThat(keeper.look()).isTrue();
      assertThat(jazz).as("nothing has changed in the ledger").doesNotExist();
      ledger.options().choose("sure", "0.5", "0.6");
      assertThat(keeper.look()).isTrue();
      assertThat(jazz).exists();
    }
  }

  @Test
  void failuresAreAProblemUntilTheFolderCanBeWritten() throws IOException {
    write(song(1, folder.resolve("a.mp3"), "Jazz"));
    Files.writeString(lists, "a file");
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      PlaylistKeeper keeper = keeper(ledger);
      assertThat(keeper.look()).isFalse();
      assertThat(keeper.look()).isFalse();
      assertThat(problems.current())
          .singleElement()
          .asString()
          .contains("Playlists are not up to date", lists.toString(), "reclass.playlists.path");
      Files.delete(lists);
      assertThat(keeper.look()).isTrue();
      assertThat(problems.current()).isEmpty();
      assertThat(lists.resolve("Genre Jazz.m3u8")).exists();
    }
  }
}
