package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.rows.SongGroup;
import io.musicreclass.ledger.rows.SongGroup.By;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SongGroupsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path home;
  private final List<Synthetic.Song> songs = new ArrayList<>();

  private void add(String genre, String folder, SongTags tags) {
    int number = songs.size() + 1;
    TrackId id = new TrackId("sha256:" + "%064x".formatted(number));
    Path path = Path.of("/music", folder, number + ".flac");
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.8, true, 1, "top1", Map.of(genre, 0.8), List.of());
    songs.add(
        new Synthetic.Song(
            new SongFile(path, number, 30_000_000, 1),
            List.of(),
            new ClassifiedTrack(id, path, ClassifiedTrack.Origin.LIBRARY, verdict, 200, 1, 2, AT),
            tags));
  }

  private static SongTags tags(String artist, String album, String albumArtist) {
    return new SongTags("A title", artist, album, albumArtist, "", null);
  }

  private Ledger written() {
    Synthetic.write(home, songs.stream());
    Ledger ledger = Ledger.open(home);
    while (ledger.listSome() > 0) {}
    return ledger;
  }

  private static String text(SongGroup group) {
    return "%s | %s | %s | %d of %d %s"
        .formatted(
            group.title(),
            group.artist(),
            group.folder(),
            group.agreeing(),
            group.songs(),
            group.genre());
  }

  private static List<String> texts(List<SongGroup> groups) {
    return groups.stream().map(SongGroupsTest::text).collect(Collectors.toList());
  }

  @Test
  void albumsHaveTheGenreOfMostSongsAndTheArtistThatAllShare() {
    add("Jazz", "a", tags("Björk", "Début", ""));
    add("Rock", "a", tags("BJORK", "Debut", ""));
    add("Rock", "a", tags("Björk", "Debut", ""));
    add("Pop", "b", tags("Ayo", "Hits", ""));
    add("Folk", "b", tags("Bea", "Hits", ""));
    add("Pop", "c", tags("Cid", "Hits", "The Hit Makers"));
    add("Pop", "d", tags("Dan", "", ""));
    add("Pop", "e", SongTags.NONE);
    try (Ledger ledger = written()) {
      List<SongGroup> albums = ledger.views().groups(By.ALBUM, null, 10);
      assertThat(texts(albums))
          .containsExactlyInAnyOrder(
              "Debut | BJORK | /music/a | 2 of 3 Rock",
              "Hits | null | /music/b | 1 of 2 Folk",
              "Hits | The Hit Makers | /music/c | 1 of 1 Pop");
      assertThat(albums.get(0).title()).isEqualTo("Debut");
      assertThat(albums.get(0).track().value()).isEqualTo("sha256:" + "%064x".formatted(2));
      assertThat(texts(ledger.views().groups(By.ARTIST, null, 10)))
          .containsExactly(
              "Ayo | null | null | 1 of 1 Pop",
              "Bea | null | null | 1 of 1 Folk",
              "BJORK | null | null | 2 of 3 Rock",
              "Cid | null | null | 1 of 1 Pop",
              "Dan | null | null | 1 of 1 Pop");
    }
  }

  @ParameterizedTest
  @EnumSource(By.class)
  void pagesTogetherHaveEveryGroupOnceInTheOrderOfNames(By by) {
    for (int i = 0; i < 60; i++) {
      String name = i % 3 == 0 ? "Same" : "Name %02d".formatted(i % 30);
      add("Jazz", "folder " + i, tags("Artist %02d".formatted(i % 30), name, ""));
    }
    try (Ledger ledger = written()) {
      List<SongGroup> whole = ledger.views().groups(by, null, 100);
      assertThat(whole).hasSize(by == By.ALBUM ? 60 : 30);
      List<SongGroup> paged = new ArrayList<>();
      String after = null;
      do {
        List<SongGroup> page = ledger.views().groups(by, after, 7);
        paged.addAll(page);
        after = page.size() == 7 ? page.get(6).position() : null;
      } while (after != null);
      assertThat(paged).isEqualTo(whole);
      assertThat(paged.stream().map(SongGroup::title)).isSorted();
    }
  }

  @Test
  void whatIsNoPositionIsRefused() {
    try (Ledger ledger = written()) {
      for (String wrong : List.of("%", "YQ", "YQp6eg")) {
        assertThatThrownBy(() -> ledger.views().groups(By.ALBUM, wrong, 7))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
