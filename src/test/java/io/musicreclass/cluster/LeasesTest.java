package io.musicreclass.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
  @TempDir private Path folder;
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
  private final Leases leases = new Leases(Duration.ofSeconds(30), now::get);
  private WorkFixture work;
  private WorkFixture.Song song;
  private Offer offer;

  @BeforeEach
  void oneOpenLease() throws IOException {
    work = new WorkFixture(folder);
    song = work.song();
    offer = work.offer(song);
    leases.open(offer, song);
  }

  private void pass(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private Answer answer(String lease, String nonce, String session) {
    return new Answer(lease, nonce, session, "w", Optional.empty(), List.of(), "some error");
  }

  @Test
  void anAnswerIsTakenOnce() {
    assertThat(leases.take(work.answer(offer))).hasValue(new Leases.Ended(offer, song));
    assertThat(leases.take(work.answer(offer))).as("replayed").isEmpty();
    assertThat(leases.count()).isZero();
  }

  @Test
  void anAnswerThatIsNotMeantLeavesTheLeaseOpen() {
    assertThat(leases.take(answer("f".repeat(32), offer.nonce(), "session"))).isEmpty();
    assertThat(leases.take(answer(offer.lease(), "other", "session"))).isEmpty();
    assertThat(leases.take(answer(offer.lease(), offer.nonce(), "earlier"))).isEmpty();
    assertThat(leases.count(offer.stages().get(0))).isEqualTo(1);
    assertThat(leases.count(offer.stages().get(1))).as("of the first stage only").isZero();
    assertThat(leases.take(work.answer(offer))).isPresent();
  }

  @Test
  void aLateAnswerIsNotTaken() {
    pass(30);
    assertThat(leases.take(work.answer(offer))).isEmpty();
    assertThat(leases.expire()).containsExactly(new Leases.Ended(offer, song));
    assertThat(leases.take(work.answer(offer))).isEmpty();
    assertThat(leases.expire()).isEmpty();
  }

  @Test
  void aLeaseLastsAsLongAsItsWorkerHoldsItButNotForEver() {
    for (int i = 0; i < 60; i++) {
      pass(29);
      assertThat(leases.expire()).as("time %d", i).isEmpty();
      leases.renew(List.of(offer.lease(), "unknown"));
    }
    pass(60);
    leases.renew(List.of(offer.lease()));
    assertThat(leases.expire()).hasSize(1);
  }

  @Test
  void aLeaseThatHasEndedIsNotRenewed() {
    pass(31);
    leases.renew(List.of(offer.lease()));
    assertThat(leases.expire()).hasSize(1);
  }
}
