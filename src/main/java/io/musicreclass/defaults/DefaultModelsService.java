package io.musicreclass.defaults;

import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.defaults.DefaultModelsStatus.State;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.problems.Problems;
import io.musicreclass.revote.RevoteRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gets the default models for a daemon that has no others, in a thread of its own, and has songs
 * voted on again that were classified meanwhile. An installation with classified songs is only
 * offered them.
 */
public final class DefaultModelsService implements Stoppable {
  private static final Logger LOG = Logger.getLogger(DefaultModelsService.class);

  /** The longest time for which verdicts are provisional. */
  private static final Duration PROVISIONAL = Duration.ofMinutes(15);

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Settings settings;
  private final DefaultModels models;
  private final Ledger ledger;
  private final MeantimeRevote revote;
  private final Problems.Source problem;
  private final Clock clock;
  private final Runnable onImported;
  private final Download download;
  private final OlderSongs olderSongs;
  private final StoppableThread thread =
      new StoppableThread("default-models", CLOSE_TIMEOUT, this::run);
  private volatile State state = State.STARTING;
  private volatile Instant provisionalUntil;

  /**
   * Songs classified before it were classified without the default models. Null until those that
   * are to be classified again are.
   */
  private volatile @Nullable Instant arrivedAt;

  /**
   * @param onImported called once they are imported; must return at once
   */
  public DefaultModelsService(
      Settings settings,
      Ledger ledger,
      RevoteRunner revotes,
      Problems problems,
      Clock clock,
      Runnable onImported) {
    this(
        settings, new DefaultModels(settings), PAUSE, ledger, revotes, problems, clock, onImported);
  }

  /**
   * @param pause between two attempts to download
   */
  DefaultModelsService(
      Settings settings,
      DefaultModels models,
      Duration pause,
      Ledger ledger,
      RevoteRunner revotes,
      Problems problems,
      Clock clock,
      Runnable onImported) {
    this.settings = settings;
    this.models = models;
    this.ledger = ledger;
    this.revote = new MeantimeRevote(ledger, revotes, thread);
    this.problem = problems.source();
    this.clock = clock;
    this.onImported = onImported;
    this.download =
        new Download(
            models, settings.reclass().models().mirror(), pause, problems.source(), thread);
    this.olderSongs = new OlderSongs(ledger, settings.threads());
    this.provisionalUntil = clock.instant().plus(PROVISIONAL);
  }

  public void start() {
    thread.start();
  }

  /** Interrupted by a stop, it goes on from the last milestone after the next start. */
  private void run() throws InterruptedException {
    try {
      proceed();
      problem.recovered();
    } catch (RuntimeException e) { // of the database, such as a full disk
      state = State.FAILED;
      LOG.errorf("Failed to get the default models: reason=%s", e.getMessage());
      problem.report(
          "The default models cannot be used yet; the next start tries again: " + e.getMessage());
    }
  }

  private void proceed() throws InterruptedException {
    if (settings.reclass().stages().isPresent() || models.othersImported()) {
      state = State.UNUSED;
      return;
    }
    Optional<Milestone> last = Milestone.read(ledger.options());
    Optional<Milestone> begun = last.filter(m -> m.step() == Milestone.Step.BEGUN);
    if (models.isAbsent() || (begun.isPresent() && !models.missing().isEmpty())) {
      get(begun);
    } else {
      // They may also have come with a package: all songs so far are older then.
      arrived(last.orElseGet(() -> new Milestone(Milestone.Step.OFFERED, clock.instant())));
    }
  }

  private void get(Optional<Milestone> begun) throws InterruptedException {
    if (settings.reclass().models().fetch() == ReclassConfig.Models.Fetch.NEVER) {
      state = State.OFF;
    } else if (settings.isCheckout() && (begun.isPresent() || ledger.reviews().count() == 0)) {
      download(begun.orElseGet(this::begin));
    } else {
      offer();
    }
  }

  private Milestone begin() {
    return store(Milestone.Step.BEGUN, clock.instant());
  }

  private void download(Milestone begin) throws InterruptedException {
    provisionalUntil = begin.at().plus(PROVISIONAL);
    state = State.DOWNLOADING;
    if (download.run()) {
      onImported.run();
    } else {
      state = State.FAILED;
    }
  }

  private void offer() {
    var unused = store(Milestone.Step.OFFERED, clock.instant());
    state = State.OFFERED;
    LOG.info(DefaultModelsText.offer(models));
  }

  private void arrived(Milestone last) throws InterruptedException {
    boolean begun = last.step() == Milestone.Step.BEGUN;
    if (begun) {
      state = State.REVOTING;
      revote.run(last.at());
    }
    state = State.INSTALLED;
    if (last.step() == Milestone.Step.ARRIVED) {
      arrivedAt = last.at();
    } else {
      Instant since = begun ? last.at() : clock.instant();
      var unused = store(Milestone.Step.ARRIVED, since);
      arrivedAt = since;
      olderSongs.since(since).ifPresent(songs -> LOG.info(DefaultModelsText.older(songs)));
    }
  }

  private Milestone store(Milestone.Step step, Instant at) {
    Milestone milestone = new Milestone(step, at);
    milestone.store(ledger.options());
    return milestone;
  }

  /**
   * Whether verdicts may soon be replaced because of the default models: nothing should be tagged
   * or sorted by them yet.
   */
  public boolean isProvisional() {
    boolean coming =
        state == State.STARTING
            || state == State.REVOTING
            || (state == State.DOWNLOADING && download.failure().isEmpty());
    return coming && clock.instant().isBefore(provisionalUntil);
  }

  /** What users should know now, and the songs for which a re-vote is worthwhile. */
  public DefaultModelsStatus status() {
    boolean provisional = isProvisional();
    Instant since = arrivedAt;
    Optional<OlderSongs.Count> older =
        since == null || revote.isRunning() ? Optional.empty() : olderSongs.since(since);
    return new DefaultModelsStatus(
        state(),
        provisional,
        DefaultModelsText.notice(state(), models, download.failure())
            .or(() -> older.map(DefaultModelsText::older)),
        older.map(OlderSongs.Count::songs).orElse(0),
        older.map(OlderSongs.Count::minutes).orElse(0L));
  }

  /** Where the default models are. A download that is tried again later has failed so far. */
  public State state() {
    return state == State.DOWNLOADING && !download.failure().isEmpty() ? State.FAILED : state;
  }

  @Override
  public void stop() {
    thread.stop();
  }

  /** Stops the download; what has arrived is kept for the next start. */
  @Override
  public void close() {
    thread.interrupt(); // a server may be silent for half a minute
    thread.close();
  }
}
