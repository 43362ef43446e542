package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.daemon.LiveEvents.ProgressEvent;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
  private static final Path SONG = Path.of("/inbox/song.mp3");
  private static final ProgressEvent OPENED =
      new ProgressEvent.Opened(SONG, new TrackId("sha256:" + "0".repeat(64)), 12.5);
  private static final ProgressEvent STAGE_DONE =
      new ProgressEvent.StageDone(
          SONG, new StageResult.Abstained("mert", "m", "e", "h", "it is too short", 3));

  private final LiveEvents live = new LiveEvents();
  private final List<ProgressEvent> received = new ArrayList<>();

  @Test
  void theEventsOfSongsInProgressAreAvailableToLateListeners() {
    live.publish(OPENED);
    live.publish(STAGE_DONE);
    assertThat(live.songs()).containsExactly(OPENED, STAGE_DONE);
    live.publish(new ProgressEvent.Failed(SONG, "it is broken", "replace it"));
    assertThat(live.songs()).isEmpty();
  }

  @Test
  void queuedIsPublishedAndNotStored() {
    live.listen(received::add);
    live.publish(new ProgressEvent.Queued());
    assertThat(received).containsExactly(new ProgressEvent.Queued());
    assertThat(live.songs()).isEmpty();
  }

  @Test
  void aSongReturnedToTheQueueEndsWithoutAnOutcome() {
    live.listen(received::add);
    live.publish(OPENED);
    live.end(SONG);
    assertThat(received).containsExactly(OPENED, new ProgressEvent.Ended(SONG));
    assertThat(live.songs()).isEmpty();
  }

  @Test
  void aSongWithAnOutcomeDoesNotEndTwice() {
    ProgressEvent end = new ProgressEvent.Duplicate(SONG, Path.of("/inbox/other.mp3"));
    live.listen(received::add);
    live.publish(OPENED);
    live.publish(end);
    live.end(SONG);
    assertThat(received).containsExactly(OPENED, end);
  }
}
