package io.musicreclass.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.ledger.LibraryQueue.Sampled;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryEstimateTest {
  private static ClassifiedTrack track(int number, String genre, boolean sure, int stage, long ms) {
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.8, sure, stage, "top1", Map.of(genre, 0.8), List.of());
    TrackId id = new TrackId("sha256:" + String.format("%064x", number));
    return new ClassifiedTrack(
        id, Path.of("/music/" + number), Origin.LIBRARY, verdict, 200, 1, ms, Instant.EPOCH);
  }

  /** 75 Jazz of 1 s, sure at stage 1; 25 Rock of 3 s, unsure at stage 2. */
  private static List<ClassifiedTrack> hundred() {
    List<ClassifiedTrack> tracks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      boolean jazz = i % 4 != 0;
      tracks.add(track(i, jazz ? "Jazz" : "Rock", jazz, jazz ? 1 : 2, jazz ? 1000 : 3000));
    }
    return tracks;
  }

  @Test
  void sharesAndMarginsAreThoseOfTheSample() {
    LibraryEstimate estimate = LibraryEstimate.of(new Sampled(300, 100, hundred()), 10_000, 2);
    // 1.96 sqrt(0.75 x 0.25 / 100)
    assertThat(estimate.sure().value()).isEqualTo(0.75);
    assertThat(estimate.sure().margin()).isCloseTo(0.08487, within(1e-5));
    assertThat(estimate.stages()).containsOnlyKeys(1, 2).containsEntry(1, estimate.sure());
    assertThat(estimate.genres()).containsOnlyKeys("Jazz", "Rock");
    assertThat(estimate.genres().get("Rock").value()).isEqualTo(0.25);
  }

  @Test
  void theTimeIsThatOfAllWaitingSongsDividedAmongTheWorkers() {
    LibraryEstimate estimate = LibraryEstimate.of(new Sampled(300, 100, hundred()), 10_000, 2);
    // mean 1.5 s; standard deviation sqrt((75 x 0.25 + 25 x 2.25) / 99) = 0.8704 s
    assertThat(estimate.seconds().value()).isCloseTo(7500, within(1e-6));
    assertThat(estimate.seconds().margin()).isCloseTo(5000 * 1.96 * 0.08704, within(0.1));
  }

  @Test
  void filesWithoutAVerdictCountAsTakingNoTime() {
    LibraryEstimate estimate = LibraryEstimate.of(new Sampled(200, 200, hundred()), 10_000, 2);
    assertThat(estimate.seconds().value()).isCloseTo(3750, within(1e-6));
    assertThat(estimate.sure().value()).isEqualTo(0.75);
  }

  @Test
  void theTextIsOneLineWithAllFigures() {
    assertThat(LibraryEstimate.of(new Sampled(300, 100, hundred()), 10_000, 2))
        .hasToString(
            "10000 songs in about 2 h 05 min ± 14 min; sure 75 ± 8 %; decided by stage 1"
                + " 75 ± 8 %, stage 2 25 ± 8 %; Jazz 75 ± 8 %, Rock 25 ± 8 % (from 100 songs)");
  }
}
