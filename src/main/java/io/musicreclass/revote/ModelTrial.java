package io.musicreclass.revote;

import io.musicreclass.classify.Classification;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.Engine;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The vote by models that are tried out, beside the present vote, on stored results. Writes
 * nothing, opens no audio and loads no encoder.
 */
public final class ModelTrial implements AutoCloseable {
  private static final int PAGE = 500;

  /** Receives the votes on each song. */
  public interface Sink {
    /**
     * The votes on a song.
     *
     * @param track key of the song
     * @param now the present verdict
     * @param then by the models that are tried out; the same while it needs another stage
     */
    void take(long track, Verdict.Decided now, Verdict.Decided then);
  }

  /** The votes of some stages. */
  private record Side(StageRunner stageRunner, VoteRules rules) {
    Optional<Verdict.Decided> vote(List<StageResult> results) {
      return stageRunner.replay(results, rules) instanceof Classification.Decided decided
              && decided.verdict() instanceof Verdict.Decided verdict
          ? Optional.of(verdict)
          : Optional.empty();
    }
  }

  private final Closer closer = new Closer();
  private final Optional<Side> now;
  private final Side then;
  private final Ledger ledger;

  /**
   * Loads heads.
   *
   * @param now the settings in force
   * @param then settings that try packages out
   * @param engine stays open
   * @throws IllegalStateException if no stage has a usable model among those tried out; says why
   */
  public ModelTrial(Ledger ledger, Settings now, Settings then, Engine engine) {
    this.ledger = ledger;
    try {
      this.then = side(then, engine);
      this.now = present(now, engine);
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  private Side side(Settings settings, Engine engine) {
    StageRunner runner = closer.add(StageRunner.ofStoredResults(settings, engine));
    RuntimeOptions options =
        RuntimeOptions.of(settings, ledger, runner.stages().size(), runner.rules());
    return new Side(runner, options.rules());
  }

  /** Empty if nothing can vote now. */
  private Optional<Side> present(Settings settings, Engine engine) {
    try {
      return Optional.of(side(settings, engine));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with the models only while they are tried out, each problem with its remedy. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(then.stageRunner.problems());
    now.ifPresent(side -> problems.removeAll(side.stageRunner.problems()));
    return problems;
  }

  /** The genres of the vote by the models that are tried out. */
  public List<String> genres() {
    return then.stageRunner.genres();
  }

  /** The present vote on results that are at hand. */
  public Optional<Verdict.Decided> now(List<StageResult> results) {
    return now.flatMap(side -> side.vote(results));
  }

  /** The vote of the models that are tried out on results that are at hand. */
  public Optional<Verdict.Decided> then(List<StageResult> results) {
    return then.vote(results);
  }

  /**
   * Votes on all songs of the database.
   *
   * @param progress is told how many songs are done; may throw to end it
   * @return what a re-vote would change
   */
  public RevoteForecast run(IntConsumer progress, Sink sink) {
    VerdictComparison comparison = new VerdictComparison(genres());
    int done = 0;
    List<StandingVerdict> page = ledger.reviews().page(0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(song -> vote(song, comparison, sink));
      done += page.size();
      progress.accept(done);
      page = ledger.reviews().page(page.get(page.size() - 1).track(), PAGE);
    }
    return comparison.forecast();
  }

  private void vote(StandingVerdict song, VerdictComparison comparison, Sink sink) {
    ClassifiedTrack before = song.voteDetails();
    Verdict.Decided present = now(song.results()).orElse(before.voted());
    Classification replayed = then.stageRunner.replay(song.results(), then.rules);
    if (replayed instanceof Classification.NeedsStage needed) {
      comparison.pending(before, needed.position());
      sink.take(song.track(), present, present);
      return;
    }
    // Where no stage has a result any more, the earlier verdict stands.
    Verdict.Decided verdict =
        ((Classification.Decided) replayed).verdict() instanceof Verdict.Decided decided
            ? decided
            : before.voted();
    comparison.decided(before, before.revoted(verdict, Instant.EPOCH), song.tag());
    sink.take(song.track(), present, verdict);
  }

  @Override
  public void close() {
    closer.close();
  }
}
