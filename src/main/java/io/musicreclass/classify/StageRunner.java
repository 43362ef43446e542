package io.musicreclass.classify;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs the installed stages one after the other until the vote ends. A stage whose model cannot be
 * loaded is turned off, which is a problem. A stage that fails on a song runs again in the next
 * attempt; a second failure in a row is a problem until it works again. Thread-safe.
 */
public final class StageRunner implements AutoCloseable {
  /** The stored results of one track. */
  public interface ResultStore {
    List<StageResult> results();

    void store(StageResult result);

    /** A stage is about to run. */
    default void begins(String stage) {}
  }

  private final ActiveStages active;
  private volatile VoteRules rules;

  private StageRunner(Settings setup, ActiveStages active) {
    this.active = active;
    this.rules = VoteRules.of(setup.vote(), active.selection().defaultPair());
  }

  /**
   * Creates the stages of the selected models and loads the first one; the others are loaded when a
   * song first needs them.
   *
   * @throws IllegalArgumentException if a setting of the vote is wrong
   * @throws IllegalStateException if no stage is left, with every reason
   */
  public static StageRunner load(Settings setup, Engine engine) {
    return load(setup, engine, StageTimeLimit::new);
  }

  /** The same for votes on stored results only: no encoder is loaded. */
  public static StageRunner ofStoredResults(Settings setup, Engine engine) {
    return new StageRunner(setup, ActiveStages.of(setup, engine, StageTimeLimit::new));
  }

  /** The same with other time limits, one created for each stage. */
  static StageRunner load(Settings setup, Engine engine, Supplier<StageTimeLimit> timeLimits) {
    List<String> mistakes = VoteRules.problems(setup.vote());
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", mistakes));
    }
    return new StageRunner(setup, ActiveStages.load(setup, engine, timeLimits));
  }

  /** What is wrong with the models and the stages, each problem with its remedy. */
  public List<String> problems() {
    return active.problems();
  }

  /** The rules of the vote. */
  public VoteRules rules() {
    return rules;
  }

  /** Replaces the rules, from the next song on; songs in progress keep the ones before. */
  public void rules(VoteRules changed) {
    rules = changed;
  }

  /** The vote of the stages that are not turned off, by other rules. */
  Voting voting(VoteRules others) {
    return active.list().voting(others);
  }

  /** The genres of the vote, as verdicts write them. */
  public List<String> genres() {
    return active.list().genres().names();
  }

  /** Which models vote and why, and why the others do not. */
  public ModelSelection selection() {
    return active.selection();
  }

  /** Names of the stages, in order. */
  public List<String> stages() {
    return active.list().stages().stream().map(Stage::name).toList();
  }

  /** Whether the first stage has an encoder, which takes much memory. */
  public boolean firstIsExpensive() {
    return active.list().stage(1).isExpensive();
  }

  /** Whether a song hangs in a stage, which fails for all others until the program restarts. */
  public boolean hangs() {
    return active.hang();
  }

  /** Frees the memory of the encoders; the next song that needs one loads it again. */
  public void freeNetworks() {
    active.modelMemory().freeAll();
  }

  /** Allows every stage to run. */
  static boolean anyStage(Stage stage) {
    return true;
  }

  /**
   * Which stages may run in a song's turn: if only one network is in memory at a time, none that
   * needs another network than the turn's stage.
   *
   * @param waitedFor the stage that the song was queued for; empty: the first
   */
  public Predicate<Stage> inTurn(String waitedFor) {
    return active.inTurn(waitedFor);
  }

  /** The stage to queue a song for after that stage failed; empty if there are no turns. */
  public String turnOf(String stage) {
    return active.turnOf(stage);
  }

  /**
   * Classifies a song. Results stored by a stage's current model are not computed again.
   *
   * @param threads how many threads may work on this song
   * @param allowed which stages may run now; another one that is needed gives {@code NeedsStage}
   * @param lastAttempt whether the vote goes on without a stage that fails
   * @throws IOException if the song cannot be read to its end
   * @throws IllegalStateException if the model of the last stage left cannot be loaded
   */
  public Classification classify(
      Decoded.Audio song,
      ResultStore store,
      int threads,
      Predicate<Stage> allowed,
      boolean lastAttempt)
      throws IOException {
    List<StageResult> results = new ArrayList<>(store.results());
    List<StageResult.Failed> failures = new ArrayList<>();
    VoteRules current = rules;
    while (true) {
      StageList stages = active.list();
      try {
        Classification replayed = stages.replay(results, current);
        if (!(replayed instanceof Classification.NeedsStage needed)) {
          Classification.Decided decided = (Classification.Decided) replayed;
          decided.newResults().forEach(store::store);
          return new Classification.Decided(
              decided.verdict(), List.of(), failures, OptionalInt.empty());
        }
        Stage stage = stages.stage(needed.position());
        if (!allowed.test(stage)) {
          return needed;
        }
        Predicate<Stage> asked = next -> allowed.test(next) && !next.isIn(results);
        stages.expectAfter(stage, song, current.everyStage() ? asked : next -> false);
        store.begins(stage.name());
        StageResult result = active.run(stage, song, results, threads);
        results.add(result);
        if (!(result instanceof StageResult.Failed failure)) {
          store.store(result);
        } else if (lastAttempt) {
          failures.add(failure);
        } else {
          return new Classification.Failed(failure);
        }
      } catch (StageList.StageOffException e) {
        active.turnOff(e);
      }
    }
  }

  /**
   * Classifies a song with every stage, even if the vote would have ended earlier, and goes on
   * without stages that fail.
   *
   * @throws IOException if the song cannot be read to its end
   * @throws IllegalStateException if the model of the last stage left cannot be loaded
   */
  Classification.Decided classifyWithAll(Decoded.Audio song, ResultStore store, int threads)
      throws IOException {
    Map<String, StageResult> byStage = new HashMap<>();
    while (true) {
      StageList stages = active.list();
      try {
        List<StageResult> results = new ArrayList<>();
        stages.expectAfter(stages.stage(1), song, StageRunner::anyStage);
        for (Stage stage : stages.stages()) {
          if (!byStage.containsKey(stage.name())) {
            byStage.put(stage.name(), active.run(stage, song, results, threads));
          }
          results.add(byStage.get(stage.name()));
        }
        Voting voting = stages.voting(rules);
        List<StageResult.Failed> failures = new ArrayList<>();
        for (StageResult result : results) {
          if (result instanceof StageResult.Failed failure) {
            failures.add(failure);
          } else {
            store.store(result);
          }
        }
        return new Classification.Decided(
            voting.all(results), List.of(), failures, OptionalInt.of(voting.endsAt(results)));
      } catch (StageList.StageOffException e) {
        active.turnOff(e);
      }
    }
  }

  /**
   * Votes again on a track's stored results, without its audio.
   *
   * @return {@code Decided} or {@code NeedsStage}
   * @throws IllegalStateException if the model of the last stage left cannot be loaded
   */
  public Classification replay(List<StageResult> results, VoteRules rules) {
    while (true) {
      try {
        return active.list().replay(results, rules);
      } catch (StageList.StageOffException e) {
        active.turnOff(e);
      }
    }
  }

  @Override
  public void close() {
    active.close();
  }
}
