package io.musicreclass.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.LibraryQueue.Waiting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
  private static final Path MUSIC = Path.of("/music");
  private static final Path OTHER = Path.of("/other");

  private final Map<Long, String> kinds = new HashMap<>();

  private void add(StratifiedSample sample, int count, String folder, String extension) {
    for (int i = 0; i < count; i++) {
      long row = kinds.size() + 1L;
      sample.add(new Waiting(row, Path.of(folder, "sub" + i % 7, row + extension)));
      kinds.put(row, folder + extension);
    }
  }

  private Map<String, Integer> drawn(StratifiedSample sample, int count) {
    Map<String, Integer> drawn = new HashMap<>();
    sample.draw(count).forEach(row -> drawn.merge(kinds.get(row), 1, Integer::sum));
    return drawn;
  }

  @Test
  void eachStratumIsRepresentedInProportion() {
    StratifiedSample sample = new StratifiedSample(List.of(MUSIC, OTHER), 1);
    add(sample, 600, "/music/Rock", ".mp3");
    add(sample, 200, "/music/Rock", ".flac");
    add(sample, 100, "/music/Jazz", ".mp3");
    add(sample, 100, "/other/Jazz", ".mp3");
    assertThat(drawn(sample, 300))
        .containsEntry("/music/Rock.mp3", 180)
        .containsEntry("/music/Rock.flac", 60)
        .containsEntry("/music/Jazz.mp3", 30)
        .containsEntry("/other/Jazz.mp3", 30);
  }

  @Test
  void ofMoreStrataThanSongsEachIsDrawnAtMostOnce() {
    StratifiedSample sample = new StratifiedSample(List.of(MUSIC), 1);
    for (int i = 0; i < 900; i++) {
      add(sample, 2, "/music/Artist " + i, ".mp3");
    }
    Map<String, Integer> drawn = drawn(sample, 300);
    assertThat(drawn).hasSize(300);
    assertThat(drawn.values()).containsOnly(1);
  }

  @Test
  void noSongIsDrawnTwice() {
    StratifiedSample sample = new StratifiedSample(List.of(MUSIC), 5);
    add(sample, 1000, "/music/Rock", ".mp3");
    List<Long> rows = sample.draw(300);
    assertThat(new HashSet<>(rows)).hasSize(300);
  }

  @Test
  void theSameSeedDrawsTheSameSongs() {
    StratifiedSample one = new StratifiedSample(List.of(MUSIC), 5);
    StratifiedSample same = new StratifiedSample(List.of(MUSIC), 5);
    StratifiedSample other = new StratifiedSample(List.of(MUSIC), 6);
    for (StratifiedSample sample : List.of(one, same, other)) {
      kinds.clear();
      add(sample, 1000, "/music/Rock", ".mp3");
    }
    List<Long> rows = one.draw(300);
    assertThat(same.draw(300)).isEqualTo(rows);
    assertThat(other.draw(300)).isNotEqualTo(rows);
  }

  @Test
  void aSmallLibraryIsDrawnCompletely() {
    StratifiedSample sample = new StratifiedSample(List.of(MUSIC), 1);
    add(sample, 7, "/music", ".mp3");
    assertThat(sample.draw(300)).hasSize(7);
    assertThat(new StratifiedSample(List.of(MUSIC), 1).draw(300)).isEmpty();
  }
}
