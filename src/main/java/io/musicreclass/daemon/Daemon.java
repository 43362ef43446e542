package io.musicreclass.daemon;

import io.musicreclass.classify.Jury;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.Setup;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.inbox.State;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.library.Library;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.notify.Courier;
import io.musicreclass.notify.Herald;
import io.musicreclass.options.Controls;
import io.musicreclass.organize.GenreNames;
import io.musicreclass.organize.OnlySureNotice;
import io.musicreclass.organize.Shelver;
import io.musicreclass.organize.Sorting;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Answers;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.Stats;
import io.musicreclass.publish.homeassistant.Device;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.mqtt.Target;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.Resumption;
import io.musicreclass.revote.Revote;
import io.musicreclass.revote.Revoting;
import io.musicreclass.revote.TagCheck;
import io.musicreclass.sensors.Board;
import io.musicreclass.track.Failed;
import io.musicreclass.track.Letter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * All rooms put together and running: from the inbox to the broker. Its start waits for no disk but
 * that of the ledger and the models; what may take long is done behind it.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Daemon.class);

  /** How long a stop waits for songs being heard; a longer one starts anew next time. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long the inbox waits for interrupted moves to be settled: longer, and a disk hangs. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /** Pause before a file that could not be looked at is tried again. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Closer closer = new Closer();
  private final Problems problems = new Problems();
  private final Path inboxFolder;
  private final Target target;
  private final Ledger ledger;
  private final Jury jury;
  private final Inbox inbox;
  private final Library library;
  private final Workers workers;
  private final Revoting revoting;
  private final Corrections corrections;
  private final Controls controls;
  private final Sorting sorting;
  private final OnlySureNotice onlySureNotice;
  private final Messages messages;
  private final Live live = new Live();
  private final Vitals vitals;

  /**
   * Starts everything.
   *
   * @param version of the program
   * @param page where the page is reached from other machines; empty when only from this one
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   * @throws io.musicreclass.ledger.db.LedgerException when the ledger cannot be had
   */
  public Daemon(Setup setup, String version, Optional<URI> page) {
    try {
      Clock clock = Clock.systemUTC();
      inboxFolder = setup.inboxFolder();
      ledger = closer.add(Ledgers.open(setup, problems));
      Engine engine = closer.add(Engines.openAndBuild(setup.engine(), setup.models()));
      jury = closer.add(Jury.assemble(setup, engine));
      controls = Controls.of(setup, ledger);
      Decoder.warmUp();
      target = closer.add(Target.of(setup.mqtt(), setup.root()));
      messages = new Messages(target.settings().node());
      Herald herald = new Herald(ledger, messages, clock);
      library = closer.add(new Library(setup, ledger, herald, problems, clock));

      Mqtt mqtt = closer.add(new Mqtt(target.settings()));
      Courier courier = closer.add(new Courier(ledger, mqtt, problems.source()));
      Setup chosen = controls.applyTo(setup);
      ReentrantLock files = new ReentrantLock();
      Shelver shelver = closer.add(new Shelver(chosen, ledger, files, problems.source(), clock));
      sorting = closer.add(new Sorting(chosen, ledger, files));
      onlySureNotice = new OnlySureNotice(chosen, ledger);
      onlySureNotice.start();
      GenreNames.of(setup.after(), setup.root()).unknown(jury.genres()).forEach(LOG::warn);
      FileRetries retries =
          closer.add(
              new FileRetries(
                  ledger,
                  problems.source(),
                  RETRY,
                  this::queued,
                  FileRetries.quiet(setup.inbox().settle()),
                  clock));
      Runnable told =
          () -> {
            courier.wake();
            shelver.wake();
          };
      Pipeline pipeline =
          new Pipeline(ledger, jury, herald, library::isAway, clock, live, retries, told);
      int threads = setup.threads();
      workers =
          closer.add(
              new Workers(
                  threads,
                  new QueuedSongs(ledger, queue(setup)),
                  pipeline::hear,
                  jury::freeNetworks,
                  library::isUnavailable,
                  PATIENCE,
                  problems));
      Runnable news =
          () -> {
            workers.wake();
            courier.wake();
            live.say(new Live.Moment.Revised());
          };
      revoting = closer.add(new Revoting(ledger, new Revote(ledger, jury, herald, clock), news));
      corrections = new Corrections(ledger, herald, jury.genres(), clock, news);
      Resumption resumption =
          closer.add(
              new Resumption(
                  ledger.reviews(), news, herald::tellBatches, problems.source(), clock));
      Arrivals arrivals = closer.add(new Arrivals(ledger, this::queued, problems.source()));
      inbox =
          closer.add(
              new Inbox(
                  inboxFolder,
                  setup.inbox().watch(),
                  setup.inbox().settle(),
                  arrivals::add,
                  problems));
      Machine machine = new Machine(engine, new Board());
      vitals =
          closer.add(
              new Vitals(
                  ledger, problems, inbox, library, mqtt, machine, jury, controls, messages,
                  clock));
      obey(shelver);
      controls.onChange(option -> obey(shelver));
      Clerk clerk =
          new Clerk(
              ledger,
              inboxFolder,
              this::rescan,
              () -> retry(List.of()).queued(),
              revoting,
              corrections);
      closer.add(new Desk(mqtt, controls, clerk, new Answers(messages))).open();
      mqtt.announceAlways("last", () -> herald.standing().map(Letter::payload));
      mqtt.introduce(new Device(version, jury.genres(), page, machine.sensors()));

      mqtt.start(courier::wake);
      courier.start();
      arrivals.start();
      vitals.start();
      closer
          .add(
              new Maintenance(
                  ledger,
                  problems,
                  clock,
                  ZoneId.systemDefault(),
                  () -> {
                    news.run();
                    shelver.wake();
                    herald.tellBatches();
                  }))
          .start();
      List<Runnable> steps =
          List.of(
              () -> announcePoisoned(herald),
              herald::tellBatches,
              shelver::start,
              () -> library.start(this::queued),
              workers::start,
              () -> shelver.awaitSettled(SETTLING),
              inbox::start,
              resumption::start);
      closer.add(new Startup(steps, problems.source())).start();
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  private Supplier<Optional<Job>> queue(Setup setup) {
    return setup.engine().resident() == EngineConfig.Resident.ONE
        ? new StageTurns(ledger, jury)::next
        : ledger::claim;
  }

  private void queued() {
    workers.wake();
    live.say(new Live.Moment.Queued());
  }

  private void obey(Shelver shelver) {
    jury.rules(controls.rules());
    workers.pause(controls.paused());
    shelver.obey();
  }

  private void announcePoisoned(Herald herald) {
    for (Job job : ledger.poisoned()) {
      try (Attempt attempt = new Attempt(job, ledger, herald, library::isAway)) {
        attempt.failed(Failed.poison());
      }
    }
  }

  /** Whether models are loaded and the inbox is watched. */
  public boolean ready() {
    return inbox.state() instanceof State.Watching;
  }

  public Health health() {
    return vitals.health();
  }

  public Stats stats() {
    return vitals.stats();
  }

  /** The watched folder. */
  public Path inboxFolder() {
    return inboxFolder;
  }

  /** The folders that are heard in the background. */
  public Library library() {
    return library;
  }

  /** What is ignored in the inbox by name. */
  public List<Ignored> ignored() {
    return inbox.ignored();
  }

  /** People's genres in the tags against those that hold here. */
  public TagCheck tagCheck() {
    return TagCheck.of(ledger.catalogue().pairs(), jury.genres());
  }

  /** Looks through the inbox and the library again. */
  public void rescan() {
    inbox.rescan();
    library.rescan();
  }

  /** For reading: what is known of songs and files. */
  public Ledger ledger() {
    return ledger;
  }

  /** Votes again on what is stored. */
  public Revoting revoting() {
    return revoting;
  }

  /** What people say of songs. */
  public Corrections corrections() {
    return corrections;
  }

  /** What can be changed while it runs. */
  public Controls controls() {
    return controls;
  }

  /** Tags and sorts songs classified earlier, and takes it back. */
  public Sorting sorting() {
    return sorting;
  }

  /** What an upgrade has changed about sorting and tagging. */
  public OnlySureNotice onlySureNotice() {
    return onlySureNotice;
  }

  /** Lets failed files be heard again; all of them when none is named. */
  public Requeued retry(List<Path> files) {
    Requeued outcome = ledger.reviews().retry(files);
    queued();
    return outcome;
  }

  /** What happens right now. */
  public Live live() {
    return live;
  }

  /** Names of the stages that vote, in order. */
  public List<String> stages() {
    return jury.stages();
  }

  /** Writes the JSON of verdicts as this node says them. */
  public Messages messages() {
    return messages;
  }

  /** What was started, in a few lines for the one who started it. */
  public List<String> summary() {
    String broker =
        target.settings().uri() + (target.embedded() ? " (embedded; nothing is kept there)" : "");
    return List.of(
        "inbox    " + inboxFolder,
        "broker   " + broker + ", topics reclass/" + target.settings().node() + "/#",
        "stages   " + String.join(", ", jury.stages()));
  }

  /** Stops everything in reverse order. What is not finished is in the ledger. */
  @Override
  public void close() {
    closer.close();
  }
}
