package io.musicreclass.cluster;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.track.StageResult;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes what workers send to their owner, after its signature was checked. */
final class WorkerInbox {
  private static final Logger LOG = Logger.getLogger(WorkerInbox.class);

  private final WorkerList workers;
  private final Leases leases;

  WorkerInbox(WorkerList workers, Leases leases) {
    this.workers = workers;
    this.leases = leases;
  }

  /** A worker is there. */
  void joined(Presence presence) {
    if (workers.add(presence)) {
      leases.renew(presence.leases());
    }
  }

  /** A worker has answered an offer: ends its lease, if it is open. */
  void answered(Answer answer) {
    Optional<Leases.Ended> ended = leases.take(answer);
    if (ended.isEmpty()) {
      LOG.debugf("Ignored an answer for a lease that is not open: worker=%s", answer.worker());
      return;
    }
    WaitingSong song = ended.get().song();
    if (!answer.error().isEmpty()) {
      LOG.infof(
          "Worker could not analyse file=%s reason=%s",
          song.file().path(), NodeTopics.loggable(answer.error()));
      song.givenBack(!answer.error().equals(WorkerNode.LEAVING));
      return;
    }
    List<StageResult> results;
    try {
      results = AnswerCheck.results(answer, song);
    } catch (IllegalArgumentException e) {
      LOG.warnf(
          "Refused an answer: file=%s worker=%s reason=%s",
          song.file().path(), NodeTopics.loggable(answer.worker()), e.getMessage());
      song.givenBack(true);
      return;
    }
    workers.answered(answer.worker());
    song.analysed(answer.song().orElseThrow(), results);
  }
}
