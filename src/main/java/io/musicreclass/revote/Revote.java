package io.musicreclass.revote;

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
import io.musicreclass.vote.VoteRules;
import java.time.Clock;
import java.time.Instant;
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
    StoredVotes votes = new StoredVotes(stageRunner, clock);
    List<StandingVerdict> page = reviews.page(0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(song -> votes.on(song, rules));
      page = reviews.page(page.get(page.size() - 1).track(), PAGE);
    }
    return votes.changes();
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
    return run(Instant.MIN, proceed);
  }

  /**
   * The same for songs classified since a time; the others keep their verdicts.
   *
   * @param proceed as above
   * @return as above
   */
  Optional<Outcome> run(Instant since, IntPredicate proceed) {
    eventPolicy.reportBatches(); // for an earlier run that was killed
    try (Run run = new Run(since);
        Ahead<Page> ahead = new Ahead<>("revote-ahead", () -> run.vote(0))) {
      int done = 0;
      for (Page page = ahead.await(); page.songs > 0; page = ahead.await()) {
        if (!proceed.test(done)) {
          return Optional.empty();
        }
        long last = page.last;
        ahead.start(() -> run.vote(last));
        run.store(page);
        done += page.songs;
      }
      return Optional.of(run.outcome());
    }
  }

  /**
   * Votes that are not stored yet.
   *
   * @param songs how many were read
   * @param last key of the last of them
   * @param pending songs that need another stage
   */
  private record Page(int songs, long last, List<RevisedVerdict> revised, List<Long> pending) {}

  /**
   * One re-vote. Its changes are published however it ends. A page is stored while another thread
   * reads the next one and votes on it, which takes about as long.
   */
  private final class Run implements AutoCloseable {
    private final StoredVotes votes = new StoredVotes(stageRunner, clock);
    private final Instant since;
    private Requeued requeued = new Requeued(0, 0);
    private @Nullable ClassifiedTrack last;

    Run(Instant since) {
      this.since = since;
      reviews.openBatch(Origin.REVOTE);
    }

    /** Votes on the songs after that one. */
    Page vote(long track) {
      List<StandingVerdict> songs = reviews.page(track, PAGE);
      List<RevisedVerdict> revised = new ArrayList<>();
      List<Long> pending = new ArrayList<>();
      for (StandingVerdict song : songs) {
        if (!song.voteDetails().at().isBefore(since)) {
          votes
              .on(song, stageRunner.rules())
              .ifPresentOrElse(
                  voted -> revised.add(revised(song, voted)), () -> pending.add(song.track()));
        }
      }
      long end = songs.isEmpty() ? track : songs.get(songs.size() - 1).track();
      return new Page(songs.size(), end, revised, pending);
    }

    void store(Page page) {
      reviews.revise(page.revised);
      requeued = requeued.plus(reviews.requeue(page.pending));
      last = newest(page.revised, last);
    }

    Outcome outcome() {
      return new Outcome(votes.changes(), requeued);
    }

    @Override
    public void close() {
      reviews.closeBatch(Origin.REVOTE, last == null ? List.of() : eventPolicy.revoteEnded(last));
      eventPolicy.reportBatches();
    }
  }

  private RevisedVerdict revised(StandingVerdict standing, StoredVotes.Voted voted) {
    return new RevisedVerdict(
        standing,
        voted.now(),
        voted.newResults(),
        eventPolicy.revoted(standing.voteDetails(), voted.now()));
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
