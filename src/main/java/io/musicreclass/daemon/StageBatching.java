package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands the queue out stage by stage, for when the networks of all stages do not fit into memory at
 * once: the stage with the most songs waiting has its turn, and then the next.
 *
 * <p>Songs that are new in the inbox go first: between the songs of a turn where the first stage
 * needs no network, else as soon as the turn has gone on for a while. Nobody starves: a turn has an
 * end, every second song is the turn's, and a stage that was passed over three times is next.
 */
final class StageBatching {
  /** Songs in a turn; loading a network takes as long as hearing a few. */
  private static final int LONGEST = 64;

  /** Songs after which a turn may be cut short for new songs. */
  private static final int SHORTEST = 8;

  private static final int PATIENCE = 3;
  private static final String BEGINNING = "";

  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final Map<String, Integer> passedOver = new HashMap<>();
  private String stage = BEGINNING;
  private int heard = LONGEST;
  private boolean arrivalBefore;

  StageBatching(Ledger ledger, StageRunner stageRunner) {
    this.ledger = ledger;
    this.stageRunner = stageRunner;
  }

  /** The next song to be heard; empty when there is none. */
  synchronized Optional<Job> next() {
    Optional<Job> arrival = arrival();
    if (arrival.isPresent()) {
      return arrival;
    }
    Optional<Job> same = heard < LONGEST ? ledger.queue().claim(stage, false) : Optional.empty();
    if (same.isPresent()) {
      heard++;
      return same;
    }
    for (String other : inOrder()) {
      Optional<Job> first = ledger.queue().claim(other, false);
      if (first.isPresent()) {
        begin(other);
        return first;
      }
    }
    return Optional.empty();
  }

  private Optional<Job> arrival() {
    boolean dear = stageRunner.firstIsDear();
    boolean due = dear ? !stage.equals(BEGINNING) && heard >= SHORTEST : !arrivalBefore;
    Optional<Job> arrival = due ? ledger.queue().claim(BEGINNING, true) : Optional.empty();
    arrivalBefore = arrival.isPresent();
    if (dear && arrivalBefore) {
      begin(BEGINNING);
    }
    return arrival;
  }

  private void begin(String next) {
    passedOver.replaceAll((other, times) -> times + 1);
    passedOver.put(next, 0);
    stage = next;
    heard = 1;
  }

  /**
   * The stages that songs wait for: first those that waited long, then by the songs waiting. A
   * first stage without network comes last, as its songs come in between anyway.
   */
  private List<String> inOrder() {
    Map<String, Integer> waiting = waiting();
    passedOver.keySet().retainAll(waiting.keySet());
    waiting.keySet().forEach(other -> passedOver.putIfAbsent(other, 0));
    List<String> order = new ArrayList<>(waiting.keySet());
    order.sort(
        Comparator.<String, Boolean>comparing(other -> passedOver.get(other) < PATIENCE)
            .thenComparing(other -> other.equals(BEGINNING) && !stageRunner.firstIsDear())
            .thenComparing(other -> -waiting.get(other)));
    return order;
  }

  private Map<String, Integer> waiting() {
    Map<String, Integer> waiting = ledger.views().waitingByStage();
    Set<String> gone = new HashSet<>(waiting.keySet());
    gone.removeAll(stageRunner.stages());
    gone.remove(BEGINNING);
    gone.forEach(ledger.queue()::startAnew);
    return gone.isEmpty() ? waiting : ledger.views().waitingByStage();
  }
}
