package io.musicreclass.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPolicyTest {
  @TempDir private Path home;
  private final ManualClock clock = new ManualClock();
  private Ledger ledger;
  private int songs;
  private EventPolicy eventPolicy;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private ClassifiedTrack track(Origin origin, String genre) {
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.9, true, 1, "top1", Map.of(genre, 0.9), List.of());
    Path path = Path.of("/inbox/a.mp3");
    return new ClassifiedTrack(
        VoteFixture.id(++songs), path, origin, verdict, 200, 5, 50, clock.now);
  }

  private List<String> reported(Origin origin) {
    return topics(eventPolicy.verdict(track(origin, "Jazz")));
  }

  private static List<String> topics(List<OutboxMessage> messages) {
    return messages.stream().map(OutboxMessage::topic).toList();
  }

  private void pass(long milliseconds) {
    clock.now = clock.now.plus(Duration.ofMillis(milliseconds));
  }

  @Test
  void everyInboxVerdictIsPublishedAsLast() {
    for (int i = 0; i < 3; i++) {
      assertThat(reported(Origin.INBOX)).containsExactly("result", "last", "event");
    }
  }

  @Test
  void otherVerdictsArePublishedAsLastAtMostEveryTenSeconds() {
    assertThat(reported(Origin.LIBRARY)).containsExactly("result", "last");
    pass(9_999);
    assertThat(reported(Origin.REVOTE)).containsExactly("result");
    pass(1);
    assertThat(reported(Origin.RETRY)).containsExactly("result", "last");
    pass(9_999);
    assertThat(reported(Origin.LIBRARY)).containsExactly("result");
  }

  @Test
  void afterAnInboxVerdictOthersAreNotLastForTenSeconds() {
    assertThat(reported(Origin.INBOX)).contains("last");
    pass(9_999);
    assertThat(reported(Origin.LIBRARY)).containsExactly("result");
    assertThat(reported(Origin.INBOX)).contains("last");
    pass(9_999);
    assertThat(reported(Origin.LIBRARY)).containsExactly("result");
    pass(1);
    assertThat(reported(Origin.LIBRARY)).containsExactly("result", "last");
  }

  @Test
  void aCorrectionIsAnEventEvenIfItIsNotPublishedAsLast() {
    ClassifiedTrack shown = track(Origin.LIBRARY, "Jazz").corrected("Rock", clock.now);
    ClassifiedTrack other = track(Origin.LIBRARY, "Jazz").corrected("Rock", clock.now);
    assertThat(topics(eventPolicy.corrected(shown))).containsExactly("result", "last", "event");
    assertThat(topics(eventPolicy.corrected(other))).containsExactly("result", "event");
  }

  @Test
  void newsOfTheSongThatIsShownIsPublishedAsLastAtOnce() {
    ClassifiedTrack shown = track(Origin.LIBRARY, "Jazz").corrected("Rock", clock.now);
    assertThat(topics(eventPolicy.corrected(shown))).contains("last");
    assertThat(topics(eventPolicy.corrected(shown))).containsExactly("result", "last", "event");
  }

  private ClassifiedTrack revoted(ClassifiedTrack before) {
    return before.revoted(track(Origin.REVOTE, "Rock").verdict(), clock.now);
  }

  @Test
  void onlyTheNewestVerdictOfARevoteIsPublishedAsLast() {
    ClassifiedTrack before = track(Origin.INBOX, "Jazz");
    ClassifiedTrack now = revoted(before);
    assertThat(topics(eventPolicy.revoted(before, now))).containsExactly("result");
    assertThat(topics(eventPolicy.revoted(before, now))).containsExactly("result");
    assertThat(topics(eventPolicy.revoteEnded(now))).containsExactly("last");
    ClassifiedTrack other = revoted(track(Origin.INBOX, "Jazz"));
    pass(9_999);
    assertThat(eventPolicy.revoteEnded(other)).isEmpty();
    pass(1);
    assertThat(topics(eventPolicy.revoteEnded(other))).containsExactly("last");
  }

  @Test
  void aVerdictThatOnlyConfirmsTheCurrentOneIsNotReported() {
    ClassifiedTrack before = track(Origin.INBOX, "Jazz");
    assertThat(eventPolicy.revoted(before, before.revoted(before.verdict(), clock.now))).isEmpty();
    ClassifiedTrack corrected = before.corrected("Rock", clock.now);
    ClassifiedTrack now = before.revoted(track(Origin.REVOTE, "Blues").verdict(), clock.now);
    assertThat(eventPolicy.revoted(corrected, now))
        .as("the user's correction stays in effect")
        .isEmpty();
  }
}
