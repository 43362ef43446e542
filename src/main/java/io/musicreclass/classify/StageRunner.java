package io.musicreclass.classify;

import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The stages that are installed, asked one after the other until the vote is clear. A stage whose
 * model cannot be loaded is off from then on, which is a problem, and the vote goes on without it.
 * One that fails at a song is asked again by another try; that is a problem from the second failure
 * in a row on, until it works again. May be used by many threads.
 */
public final class StageRunner implements AutoCloseable {
  /** What was said of a song before, and a place for what is said now. */
  public interface Notes {
    List<StageResult> known();

    void keep(StageResult result);
  }

  private static final Logger LOG = Logger.getLogger(StageRunner.class);

  private final ModelMemory modelMemory;
  private final List<Stage> all;
  private final List<String> problems;
  private final StageFailures failures = new StageFailures();
  private volatile VoteRules rules;
  private volatile StageList panel;

  private StageRunner(
      ModelMemory modelMemory, List<Stage> stages, VoteRules rules, List<String> problems) {
    this.modelMemory = modelMemory;
    this.all = List.copyOf(stages);
    this.rules = rules;
    this.problems = new CopyOnWriteArrayList<>(problems);
    this.panel = new StageList(all, all.get(0).genres());
  }

  /**
   * Puts the stages of the cast together and loads the first one's model; the others are loaded
   * when a song first needs them.
   *
   * @throws IllegalArgumentException when a setting of the vote is wrong
   * @throws IllegalStateException when no stage is left, with every reason
   */
  public static StageRunner assemble(Settings setup, Engine engine) {
    return assemble(setup, engine, StageTimeLimit::new);
  }

  /**
   * The same with other limits of time.
   *
   * @param usual what a stage begins with
   */
  static StageRunner assemble(Settings setup, Engine engine, Supplier<StageTimeLimit> usual) {
    VoteRules rules = VoteRules.of(setup.vote());
    Duration longest = setup.decode().max();
    ModelSelection cast = ModelSelection.of(setup);
    ModelMemory modelMemory = new ModelMemory(engine, setup.engine().resident());
    List<Stage> stages =
        cast.roles().stream().map(r -> new Stage(r, modelMemory, longest, usual.get())).toList();
    if (stages.isEmpty()) {
      throw noneLeft(cast.problems());
    }
    StageRunner stageRunner = new StageRunner(modelMemory, stages, rules, cast.problems());
    try {
      stageRunner.loadFirst();
      return stageRunner;
    } catch (RuntimeException | Error e) {
      stageRunner.close();
      throw e;
    }
  }

  private static IllegalStateException noneLeft(List<String> problems) {
    List<String> reasons = new ArrayList<>(problems);
    reasons.add("No stage is left: there is no usable model (reclass model list)");
    return new IllegalStateException(String.join("; ", reasons));
  }

  private void loadFirst() {
    while (true) {
      Stage first = panel.stage(1);
      try {
        first.load();
        return;
      } catch (ModelLoadException e) {
        turnOff(new StageList.OffException(first, e));
      } catch (IllegalStateException | OutOfMemoryError e) {
        LOG.errorf(
            "Stage %s could not be loaded, trying again at the first song: %s", first.name(), e);
        return;
      }
    }
  }

  /** What is wrong with the models and the stages, each with its mend. */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(failures.problems());
    return all;
  }

  /** The rules they vote by. */
  public VoteRules rules() {
    return rules;
  }

  /** Votes by these rules from the next song on; songs being heard end by those before. */
  public void rules(VoteRules now) {
    rules = now;
  }

  /** The genres it votes on, as verdicts write them. */
  public List<String> genres() {
    return panel.genres().names();
  }

  /** Names of the stages, in order. */
  public List<String> stages() {
    return panel.stages().stream().map(Stage::name).toList();
  }

  /** Whether the first stage listens by a network that takes much memory. */
  public boolean firstIsDear() {
    return panel.stage(1).isDear();
  }

  /** Frees the memory of the encoders; the next song that needs one loads it again. */
  public void freeNetworks() {
    modelMemory.freeAll();
  }

  /** Every stage may be heard for a song at once. */
  static boolean anyStage(Stage stage) {
    return true;
  }

  /**
   * Which stages may be heard for a song at once: where only one network is in memory at a time,
   * none that needs another than the turn's.
   *
   * @param waitedFor the stage that the song waited for; empty: the first
   */
  public Predicate<Stage> inTurn(String waitedFor) {
    String turn = waitedFor.isEmpty() ? panel.stage(1).name() : waitedFor;
    return modelMemory.isForOne()
        ? stage -> !stage.isDear() || stage.name().equals(turn)
        : StageRunner::anyStage;
  }

  /** The turn that a song waits for after that stage failed; empty: where there are no turns. */
  public String turnOf(String stage) {
    return modelMemory.isForOne() && !stage.equals(panel.stage(1).name()) ? stage : "";
  }

  /**
   * Hears a song. What a stage said of it before, with the model it has now, is not computed again.
   *
   * @param threads how many threads may work on this song
   * @param may which stages may be heard now; the song waits for any other that is needed
   * @param lastTry whether the vote goes on without a stage that fails
   * @throws IOException when the song cannot be read to its end
   * @throws IllegalStateException when the model of the last stage that is left cannot be loaded
   */
  public VoteProgress hear(
      Decoded.Audio song, Notes notes, int threads, Predicate<Stage> may, boolean lastTry)
      throws IOException {
    List<StageResult> known = new ArrayList<>(notes.known());
    List<StageResult.Failed> failed = new ArrayList<>();
    VoteRules by = rules;
    while (true) {
      StageList now = panel;
      try {
        StoredVote replay = now.replay(known, by);
        if (replay instanceof StoredVote.Decided decided) {
          decided.newResults().forEach(notes::keep);
          return new VoteProgress.Ended(decided.verdict(), failed, OptionalInt.empty());
        }
        Stage owed = now.stage(((StoredVote.Owes) replay).position());
        if (!may.test(owed)) {
          return new VoteProgress.Waits(owed.name());
        }
        StageResult result = hear(owed, song, threads);
        known.add(result);
        if (!(result instanceof StageResult.Failed failure)) {
          notes.keep(result);
        } else if (lastTry) {
          failed.add(failure);
        } else {
          return new VoteProgress.Broken(failure);
        }
      } catch (StageList.OffException e) {
        turnOff(e);
      }
    }
  }

  private StageResult hear(Stage stage, Decoded.Audio song, int threads)
      throws IOException, StageList.OffException {
    StageResult result;
    try {
      result = stage.hear(song, threads);
    } catch (ModelLoadException e) {
      throw new StageList.OffException(stage, e);
    }
    failures.note(result);
    return result;
  }

  /**
   * Hears a song by every stage, however clear the vote is, and goes on without those that fail.
   *
   * @throws IOException when the song cannot be read to its end
   * @throws IllegalStateException when the model of the last stage that is left cannot be loaded
   */
  VoteProgress hearAll(Decoded.Audio song, Notes notes, int threads) throws IOException {
    Map<String, StageResult> said = new HashMap<>();
    while (true) {
      StageList now = panel;
      try {
        List<StageResult> results = new ArrayList<>();
        for (Stage stage : now.stages()) {
          if (!said.containsKey(stage.name())) {
            said.put(stage.name(), hear(stage, song, threads));
          }
          results.add(said.get(stage.name()));
        }
        Voting voting = now.voting(rules);
        List<StageResult.Failed> failed = new ArrayList<>();
        for (StageResult result : results) {
          if (result instanceof StageResult.Failed failure) {
            failed.add(failure);
          } else {
            notes.keep(result);
          }
        }
        return new VoteProgress.Ended(
            voting.all(results), failed, OptionalInt.of(voting.endsAt(results)));
      } catch (StageList.OffException e) {
        turnOff(e);
      }
    }
  }

  /**
   * Votes again on what is known of a song, by these rules, without its audio.
   *
   * @param known what the stages said of this song before
   * @throws IllegalStateException when the model of the last stage that is left cannot be loaded
   */
  public StoredVote replay(List<StageResult> known, VoteRules by) {
    while (true) {
      try {
        return panel.replay(known, by);
      } catch (StageList.OffException e) {
        turnOff(e);
      }
    }
  }

  private synchronized void turnOff(StageList.OffException off) {
    StageList left = panel.without(off.stage());
    if (left.stages().size() == panel.stages().size()) {
      return; // another thread found it first
    }
    if (left.stages().isEmpty()) {
      List<String> reasons = new ArrayList<>(problems);
      reasons.add(String.valueOf(off.getMessage()));
      throw noneLeft(reasons);
    }
    problems.add(String.valueOf(off.getMessage()));
    panel = left;
  }

  @Override
  public void close() {
    modelMemory.close();
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
  }
}
