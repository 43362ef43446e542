package io.musicreclass.cluster;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.track.StageResult;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes what workers send to their owner, if its signature is genuine. */
final class WorkerInbox {
  private static final Logger LOG = Logger.getLogger(WorkerInbox.class);

  private final WorkTopics topics;
  private final WorkMessages messages;
  private final WorkerList workers;
  private final Leases leases;

  WorkerInbox(WorkTopics topics, WorkMessages messages, WorkerList workers, Leases leases) {
    this.topics = topics;
    this.messages = messages;
    this.workers = workers;
    this.leases = leases;
  }

  /** Takes a message; a retained one is old, whoever sent it. */
  void take(BrokerLink.Received received) {
    String topic = received.topic();
    if (received.message().isRetained()) {
      LOG.debugf("Ignored a retained message: topic=%s", topic);
    } else if (topic.equals(topics.presence())) {
      messages.read(topic, received.payload(), Presence.class).ifPresent(this::joined);
    } else if (topic.equals(topics.answer())) {
      messages.read(topic, received.payload(), Answer.class).ifPresent(this::answered);
    }
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
