package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.notify.Event;
import io.musicreclass.publish.Messages;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttSinkTest {
  private final ManualClock clock = new ManualClock();
  private final MqttSink sink = new MqttSink(null, new Messages("n"), clock);

  private ClassifiedTrack song(int number, Origin origin) {
    Verdict.Decided verdict =
        new Verdict.Decided("Jazz", 0.9, true, 1, "top1", Map.of("Jazz", 0.9), List.of());
    TrackId id = new TrackId("sha256:" + Integer.toString(number).repeat(64));
    return new ClassifiedTrack(id, Path.of("/a.mp3"), origin, verdict, 2, 1, 1, clock.instant());
  }

  private List<String> topics(Event event) {
    return sink.messages(event).stream().map(OutboxMessage::topic).toList();
  }

  @Test
  void lastIsLimitedForTheLibraryButNotForTheInbox() {
    assertThat(topics(new Event.Classified(song(1, Origin.LIBRARY)))).contains("last");
    assertThat(topics(new Event.Classified(song(2, Origin.LIBRARY)))).doesNotContain("last");
    assertThat(topics(new Event.Classified(song(3, Origin.INBOX)))).contains("last");
    clock.now = clock.now.plusSeconds(10);
    assertThat(topics(new Event.Classified(song(4, Origin.LIBRARY)))).contains("last");
  }

  @Test
  void aCorrectionOfTheSongThatIsShownIsShownAtOnceAndThatOfAnotherSongIsNot() {
    assertThat(topics(new Event.Classified(song(1, Origin.INBOX)))).contains("last");
    ClassifiedTrack corrected = song(1, Origin.INBOX).corrected("Blues", clock.instant());
    assertThat(corrected.origin()).isEqualTo(Origin.CORRECTION);
    assertThat(topics(new Event.Corrected(corrected))).contains("last");
    ClassifiedTrack other = song(2, Origin.INBOX).corrected("Blues", clock.instant());
    assertThat(topics(new Event.Corrected(other))).doesNotContain("last");
  }
}
