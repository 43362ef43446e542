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
 * The vote of every known song again, by the rules, models and heads of now, on what is stored: no
 * audio is touched. Songs that need a stage they never had keep their verdict, and a file of each
 * goes back into the queue.
 */
public final class Revote implements AutoCloseable {
  private static final int PAGE = 500;

  /**
   * What a re-vote has done.
   *
   * @param owed what became of the songs that owe a stage: they wait for it, or have no file any
   *     more that could be heard
   */
  public record Outcome(RevoteForecast changes, Requeued owed) {}

  private final Closer closer = new Closer();
  private final Reviews reviews;
  private final StageRunner stageRunner;
  private final EventPolicy eventPolicy;
  private final Clock clock;

  /**
   * A re-vote without a daemon: loads the models.
   *
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   */
  public Revote(Settings setup, Ledger ledger) {
    reviews = ledger.reviews();
    try {
      Engine engine = closer.add(Engines.open(setup.engine(), setup.models()));
      stageRunner = closer.add(StageRunner.assemble(setup, engine));
      stageRunner.rules(RuntimeOptions.of(setup, ledger, stageRunner.stages().size()).rules());
      clock = Clock.systemUTC();
      String node = MqttSettings.of(setup.mqtt(), setup.root()).node();
      eventPolicy =
          new EventPolicy(ledger, ConfiguredSinks.offline(new Messages(node), clock), clock);
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /** A re-vote by a jury that others use and close. */
  public Revote(Ledger ledger, StageRunner stageRunner, EventPolicy eventPolicy, Clock clock) {
    this.reviews = ledger.reviews();
    this.stageRunner = stageRunner;
    this.eventPolicy = eventPolicy;
    this.clock = clock;
  }

  /** Names of the stages of now, in order. */
  public List<String> stages() {
    return stageRunner.stages();
  }

  /** What is wrong with the models, each with its mend. */
  public List<String> problems() {
    return stageRunner.problems();
  }

  /**
   * Says what {@link #run} would change if the rules were these; writes nothing.
   *
   * @throws IllegalArgumentException when they are no rules
   */
  public RevoteForecast forecast(TrialRules dial) {
    VoteRules rules = dial.over(stageRunner.rules(), stageRunner.stages().size());
    VerdictComparison comparison = new VerdictComparison(stageRunner.genres());
    List<StandingVerdict> page = reviews.page(0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(standing -> revised(standing, rules, comparison));
      page = after(page);
    }
    return comparison.forecast();
  }

  /**
   * Gives every song the verdict of now. Only what changed is published, and one event for all.
   * Broken off at any moment and run again, it ends the same.
   *
   * @param goOn asked between pages, with the songs done so far; false breaks it off
   * @return empty when it was broken off
   */
  public Optional<Outcome> run(IntPredicate goOn) {
    eventPolicy.reportBatches(); // of what an earlier one did before it was killed
    try (Round round = new Round()) {
      int done = 0;
      List<StandingVerdict> page = reviews.page(0, PAGE);
      while (!page.isEmpty()) {
        if (!goOn.test(done)) {
          return Optional.empty();
        }
        round.vote(page);
        done += page.size();
        page = after(page);
      }
      return Optional.of(round.outcome());
    }
  }

  /** One re-vote. However it ends, the world is told of what it did. */
  private final class Round implements AutoCloseable {
    private final VerdictComparison comparison = new VerdictComparison(stageRunner.genres());
    private Requeued owed = new Requeued(0, 0);
    private @Nullable ClassifiedTrack last;

    Round() {
      reviews.openBatch(Origin.REVOTE);
    }

    void vote(List<StandingVerdict> page) {
      List<RevisedVerdict> revised = new ArrayList<>();
      List<Long> owing = new ArrayList<>();
      for (StandingVerdict standing : page) {
        revised(standing, stageRunner.rules(), comparison)
            .ifPresentOrElse(revised::add, () -> owing.add(standing.track()));
      }
      reviews.revise(revised);
      owed = owed.plus(reviews.owe(owing));
      last = newest(revised, last);
    }

    Outcome outcome() {
      return new Outcome(comparison.forecast(), owed);
    }

    @Override
    public void close() {
      reviews.closeBatch(Origin.REVOTE, last == null ? List.of() : eventPolicy.newest(last));
      eventPolicy.reportBatches();
    }
  }

  private List<StandingVerdict> after(List<StandingVerdict> page) {
    return reviews.page(page.get(page.size() - 1).track(), PAGE);
  }

  /** What the vote says of a song by these rules; empty when it owes a stage. */
  private Optional<RevisedVerdict> revised(
      StandingVerdict standing, VoteRules rules, VerdictComparison comparison) {
    ClassifiedTrack before = standing.receipt();
    Classification replay = stageRunner.replay(standing.results(), rules);
    if (replay instanceof Classification.NeedsStage needed) {
      comparison.owes(before, needed.position());
      return Optional.empty();
    }
    Classification.Decided decided = (Classification.Decided) replay;
    // Where no stage has an opinion any more, the one they had stands.
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
