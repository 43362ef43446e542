package io.musicreclass.revote;

import io.musicreclass.classify.Classification;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Reviews;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Repeats the vote of every known song with the current rules, models and heads on stored results,
 * without reading audio. Songs that need a stage they never had keep their verdict, and one file of
 * each is queued.
 */
public final class Revote implements AutoCloseable {
  private static final int PAGE = 500;

  /**
   * The result of a re-vote.
   *
   * @param requeued the songs that need another stage: queued, or without a file that could be
   *     classified
   */
  public record Outcome(RevoteForecast changes, Requeued requeued) {}

  private final Closer closer = new Closer();
  private final Reviews reviews;
  private final StageRunner stageRunner;
  private final EventPolicy eventPolicy;
  private final Clock clock;

  /**
   * For use without a daemon: loads the models.
   *
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   */
  public Revote(Settings settings, Ledger ledger) {
    reviews = ledger.reviews();
    try {
      Engine engine = closer.add(Engines.open(settings.engine(), settings.models()));
      stageRunner = closer.add(StageRunner.load(settings, engine));
      stageRunner.rules(
          RuntimeOptions.of(settings, ledger, stageRunner.stages().size(), stageRunner.rules())
              .rules());
      clock = Clock.systemUTC();
      String node = MqttSettings.of(settings.mqtt(), settings.root()).node();
      eventPolicy =
          new EventPolicy(ledger, ConfiguredSinks.offline(new Messages(node), clock), clock);
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /** Uses a stage runner that is shared and closed by others. */
  public Revote(Ledger ledger, StageRunner stageRunner, EventPolicy eventPolicy, Clock clock) {
    this.reviews = ledger.reviews();
    this.stageRunner = stageRunner;
    this.eventPolicy = eventPolicy;
    this.clock = clock;
  }

  /** The names of the current stages, in order. */
  public List<String> stages() {
    return stageRunner.stages();
  }

  /** The models' problems, each with its remedy. */
  public List<String> problems() {
    return stageRunner.problems();
  }

  /**
   * What {@link #run} would change with these rules; writes nothing.
   *
   * @throws IllegalArgumentException when the rules are invalid
   */
  public RevoteForecast forecast(TrialRules trial) {
    VoteRules rules = trial.applyTo(stageRunner.rules(), stageRunner.stages().size());
    VerdictComparison comparison = new VerdictComparison(stageRunner.genres());
    List<StandingVerdict> page = reviews.page(0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(standing -> revised(standing, rules, comparison));
      page = after(page);
    }
    return comparison.forecast();
  }

  /**
   * Gives every song its current verdict. Publishes changed verdicts and one event for all.
   * Idempotent: interrupted at any point and run again, it gives the same result.
   *
   * @param proceed checked between pages with the number of songs done; false interrupts the
   *     re-vote
   * @return empty when it was interrupted
   */
  public Optional<Outcome> run(IntPredicate proceed) {
    eventPolicy.reportBatches(); // for an earlier run that was killed
    try (Run currentRun = new Run()) {
      int done = 0;
      List<StandingVerdict> page = reviews.page(0, PAGE);
      while (!page.isEmpty()) {
        if (!proceed.test(done)) {
          return Optional.empty();
        }
        currentRun.vote(page);
        done += page.size();
        page = after(page);
      }
      return Optional.of(currentRun.outcome());
    }
  }

  /** One re-vote. Its changes are published however it ends. */
  private final class Run implements AutoCloseable {
    private final VerdictComparison comparison = new VerdictComparison(stageRunner.genres());
    private Requeued requeued = new Requeued(0, 0);
    private @Nullable ClassifiedTrack last;

    Run() {
      reviews.openBatch(Origin.REVOTE);
    }

    void vote(List<StandingVerdict> page) {
      List<RevisedVerdict> revised = new ArrayList<>();
      List<Long> pending = new ArrayList<>();
      for (StandingVerdict standing : page) {
        revised(standing, stageRunner.rules(), comparison)
            .ifPresentOrElse(revised::add, () -> pending.add(standing.track()));
      }
      reviews.revise(revised);
      requeued = requeued.plus(reviews.requeue(pending));
      last = newest(revised, last);
    }

    Outcome outcome() {
      return new Outcome(comparison.forecast(), requeued);
    }

    @Override
    public void close() {
      reviews.closeBatch(Origin.REVOTE, last == null ? List.of() : eventPolicy.revoteEnded(last));
      eventPolicy.reportBatches();
    }
  }

  private List<StandingVerdict> after(List<StandingVerdict> page) {
    return reviews.page(page.get(page.size() - 1).track(), PAGE);
  }

  /** The song's verdict by these rules; empty when it needs another stage. */
  private Optional<RevisedVerdict> revised(
      StandingVerdict standing, VoteRules rules, VerdictComparison comparison) {
    ClassifiedTrack before = standing.voteDetails();
    Classification stored = stageRunner.replay(standing.results(), rules);
    if (stored instanceof Classification.NeedsStage needed) {
      comparison.pending(before, needed.position());
      return Optional.empty();
    }
    Classification.Decided decided = (Classification.Decided) stored;
    // Where no stage has a result any more, the earlier verdict stands.
    Verdict.Decided verdict =
        decided.verdict() instanceof Verdict.Decided now ? now : before.voted();
    ClassifiedTrack after = before.revoted(verdict, clock.instant());
    comparison.decided(before, after, standing.tag());
    return Optional.of(
        new RevisedVerdict(
            standing, after, decided.newResults(), eventPolicy.revoted(before, after)));
  }

  private static @Nullable ClassifiedTrack newest(
      List<RevisedVerdict> page, @Nullable ClassifiedTrack earlier) {
    return page.stream()
        .filter(revised -> !revised.messages().isEmpty())
        .map(RevisedVerdict::now)
        .reduce(earlier, (a, b) -> b);
  }

  @Override
  public void close() {
    closer.close();
  }
}
