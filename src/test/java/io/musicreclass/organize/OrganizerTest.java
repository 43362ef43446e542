package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.track.TrackId;
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
  private final List<FileChange> reports = new ArrayList<>();
  private final ReentrantLock files = new ReentrantLock();
  private OrganizeFixture fixture;

  @BeforeEach
  void threeSongs() throws IOException {
    fixture = new OrganizeFixture(folder);
    try (Ledger ledger = fixture.ledger()) {
      for (int i = 1; i <= 3; i++) {
        OrganizeFixture.flac(fixture.inbox.resolve(i + ".flac"), i, Map.of());
      }
      fixture.decide(ledger, name -> "Jazz");
    }
  }

  @Test
  void changesAreReportedOneByOneAndUndoneByBatch() throws IOException {
    try (Ledger ledger = fixture.ledger();
        Organizer organizer = new Organizer(fixture.setup(MOVE), ledger, files)) {
      assertThat(organizer.idle()).isFalse();
      organizer.plan(false, false, reports::add);
      assertThat(OrganizeFixture.files(fixture.inbox)).hasSize(3);
      List<FileChange> planned = List.copyOf(reports);
      reports.clear();
      long batch = organizer.apply(false, false, reports::add);
      assertThat(reports).isEqualTo(planned).hasSize(3);
      assertThat(OrganizeFixture.files(fixture.inbox)).isEmpty();
      assertThat(ledger.changes().batches(9))
          .singleElement()
          .satisfies(made -> assertThat(made.batch()).isEqualTo(batch))
          .satisfies(made -> assertThat(made.files()).isEqualTo(3));

      organizer.undo(changes -> changes.since(Instant.EPOCH), false, reports::add);
      assertThat(OrganizeFixture.files(fixture.inbox)).isEmpty();
      organizer.undo(changes -> changes.batch(batch), true, reports::add);
      assertThat(OrganizeFixture.files(fixture.inbox)).hasSize(3);
      assertThat(reports.subList(3, 6)).isEqualTo(reports.subList(6, 9));
      assertThat(ledger.changes().batches(9)).isEmpty();
    }
  }

  @Test
  void filesHandledByAGenreThatHasChangedSinceAreCountedAndStayAsTheyAre() throws IOException {
    try (Ledger ledger = fixture.ledger();
        Organizer organizer = new Organizer(fixture.setup(MOVE), ledger, files)) {
      organizer.apply(false, false, reports::add);
      assertThat(organizer.differing()).isZero();
      List<TrackId> songs =
          ledger.reviews().page(0, 3).stream().map(song -> song.voteDetails().id()).toList();
      OrganizeFixture.revote(ledger, songs.get(0), "Rock");
      OrganizeFixture.revote(ledger, songs.get(1), "Rock 59"); // apply would leave it
      assertThat(organizer.differing()).isOne();
      assertThat(OrganizeFixture.files(fixture.sorted.resolve("Jazz"))).hasSize(3);
      organizer.apply(false, false, reports::add);
      assertThat(organizer.differing()).isZero();
      assertThat(OrganizeFixture.files(fixture.sorted.resolve("Rock"))).hasSize(1);
    }
    try (Ledger ledger = fixture.ledger();
        Organizer idle = new Organizer(fixture.setup(), ledger, files)) {
      assertThat(idle.differing()).isZero();
    }
  }

  @Test
  void itStopsAfterTheCurrentFileWhenTheListenerRefusesOrTheDaemonStops() throws IOException {
    try (Ledger ledger = fixture.ledger()) {
      Organizer organizer = new Organizer(fixture.setup(MOVE), ledger, files);
      organizer.apply(false, false, change -> false);
      assertThat(OrganizeFixture.files(fixture.sorted)).hasSize(1);
      organizer.apply(
          false,
          false,
          change -> {
            organizer.close();
            return reports.add(change);
          });
      assertThat(reports).hasSize(1);
      assertThat(ledger.changes().unfinished()).isEmpty();
      assertThat(files.isLocked()).isFalse();
    }
  }
}
