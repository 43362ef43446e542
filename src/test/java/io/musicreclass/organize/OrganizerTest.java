package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganizerTest {
  private static final String[] MOVE = {"action", "move", "path", "sorted/{genre}/{file}"};

  @TempDir Path folder;
  private final List<FileChange> deeds = new ArrayList<>();
  private final ReentrantLock files = new ReentrantLock();
  private Shelved shelved;

  @BeforeEach
  void threeSongs() throws IOException {
    shelved = new Shelved(folder);
    try (Ledger ledger = shelved.ledger()) {
      for (int i = 1; i <= 3; i++) {
        Shelved.flac(shelved.inbox.resolve(i + ".flac"), i, Map.of());
      }
      shelved.decide(ledger, name -> "Jazz");
    }
  }

  @Test
  void whatIsAppliedIsToldOneByOneAndTakenBackByItsBatch() throws IOException {
    try (Ledger ledger = shelved.ledger();
        Organizer sorting = new Organizer(shelved.setup(MOVE), ledger, files)) {
      assertThat(sorting.idle()).isFalse();
      sorting.plan(false, false, deeds::add);
      assertThat(Shelved.files(shelved.inbox)).hasSize(3);
      List<FileChange> planned = List.copyOf(deeds);
      deeds.clear();
      long batch = sorting.apply(false, false, deeds::add);
      assertThat(deeds).isEqualTo(planned).hasSize(3);
      assertThat(Shelved.files(shelved.inbox)).isEmpty();

      sorting.undo(changes -> changes.since(Instant.EPOCH), false, deeds::add);
      assertThat(Shelved.files(shelved.inbox)).isEmpty();
      sorting.undo(changes -> changes.batch(batch), true, deeds::add);
      assertThat(Shelved.files(shelved.inbox)).hasSize(3);
      assertThat(deeds.subList(3, 6)).isEqualTo(deeds.subList(6, 9));
    }
  }

  @Test
  void itEndsWithTheFileInHandWhenItsWitnessLeavesOrTheDaemonStops() throws IOException {
    try (Ledger ledger = shelved.ledger()) {
      Organizer sorting = new Organizer(shelved.setup(MOVE), ledger, files);
      sorting.apply(false, false, deed -> false);
      assertThat(Shelved.files(shelved.sorted)).hasSize(1);
      sorting.apply(
          false,
          false,
          deed -> {
            sorting.close();
            return deeds.add(deed);
          });
      assertThat(deeds).hasSize(1);
      assertThat(ledger.changes().unfinished()).isEmpty();
      assertThat(files.isLocked()).isFalse();
    }
  }
}
