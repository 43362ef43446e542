package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Serves the queue stage by stage, for machines whose memory cannot hold the networks of all stages
 * at once. The stage with the most waiting songs is served first, then the next.
 *
 * <p>New songs of the inbox have priority: they are interleaved with the batch where the first
 * stage needs no network, and otherwise interrupt a batch of at least eight songs. No stage
 * starves: batches are bounded, every second song belongs to the batch, and a stage that was passed
 * over three times is next.
 */
final class StageBatching {
  /** Most songs in a batch: loading a network takes as long as classifying a few songs. */
  private static final int BATCH_SIZE = 64;

  /** Songs of a batch after which new songs may interrupt it. */
  private static final int MIN_BATCH_SIZE = 8;

  private static final int MAX_PASSES = 3;
  private static final String FIRST_STAGE = "";

  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final Supplier<Urgency> urgency;
  private final Map<String, Integer> passedOver = new HashMap<>();
  private String stage = FIRST_STAGE;
  private int batched = BATCH_SIZE;
  private boolean lastWasArrival;

  /**
   * @param urgency which songs may be claimed now
   */
  StageBatching(Ledger ledger, StageRunner stageRunner, Supplier<Urgency> urgency) {
    this.ledger = ledger;
    this.stageRunner = stageRunner;
    this.urgency = urgency;
  }

  /** Claims the next song; empty when there is none. */
  synchronized Optional<Job> next() {
    Optional<Job> arrival = arrival();
    if (arrival.isPresent()) {
      return arrival;
    }
    Optional<Job> sameStage =
        batched < BATCH_SIZE ? ledger.queue().claim(stage, urgency.get()) : Optional.empty();
    if (sameStage.isPresent()) {
      batched++;
      return sameStage;
    }
    for (String other : inOrder()) {
      Optional<Job> first = ledger.queue().claim(other, urgency.get());
      if (first.isPresent()) {
        begin(other);
        return first;
      }
    }
    return Optional.empty();
  }

  private Optional<Job> arrival() {
    boolean expensive = stageRunner.firstIsExpensive();
    boolean due =
        expensive ? !stage.equals(FIRST_STAGE) && batched >= MIN_BATCH_SIZE : !lastWasArrival;
    Optional<Job> arrival =
        due ? ledger.queue().claim(FIRST_STAGE, Urgency.INBOX) : Optional.empty();
    lastWasArrival = arrival.isPresent();
    if (expensive && lastWasArrival) {
      begin(FIRST_STAGE);
    }
    return arrival;
  }

  private void begin(String next) {
    passedOver.replaceAll((other, times) -> times + 1);
    passedOver.put(next, 0);
    stage = next;
    batched = 1;
  }

  /**
   * The stages with waiting songs: those passed over too often first, then by the number of songs.
   * A first stage without a network comes last, since its songs are interleaved anyway.
   */
  private List<String> inOrder() {
    Map<String, Integer> waiting = waiting();
    passedOver.keySet().retainAll(waiting.keySet());
    waiting.keySet().forEach(other -> passedOver.putIfAbsent(other, 0));
    List<String> order = new ArrayList<>(waiting.keySet());
    order.sort(
        Comparator.<String, Boolean>comparing(other -> passedOver.get(other) < MAX_PASSES)
            .thenComparing(other -> other.equals(FIRST_STAGE) && !stageRunner.firstIsExpensive())
            .thenComparing(other -> -waiting.get(other)));
    return order;
  }

  private Map<String, Integer> waiting() {
    Map<String, Integer> waiting = ledger.views().waitingByStage();
    Set<String> removed = new HashSet<>(waiting.keySet());
    removed.removeAll(stageRunner.stages());
    removed.remove(FIRST_STAGE);
    removed.forEach(ledger.queue()::restart);
    return removed.isEmpty() ? waiting : ledger.views().waitingByStage();
  }
}
