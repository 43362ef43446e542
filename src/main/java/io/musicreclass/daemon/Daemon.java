package io.musicreclass.daemon;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.config.Settings;
import io.musicreclass.defaults.DefaultModelsStatus;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.inbox.InboxState;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.library.Library;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.organize.OnlySureNotice;
import io.musicreclass.organize.Organizer;
import io.musicreclass.organize.Playlists;
import io.musicreclass.playback.Covers;
import io.musicreclass.playback.Playback;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.revote.TagAgreement;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.train.mine.MineRunner;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The running daemon: starts all services, gives access to them, and closes them in reverse order.
 * The constructor waits for no disk except those of the ledger and the models; slower steps run in
 * the background (see {@link BackgroundServices}).
 */
public final class Daemon implements AutoCloseable {
  private final Closer closer = new Closer();
  private final Path inboxFolder;
  private final DaemonServices services;

  /**
   * Starts everything; on failure everything opened so far is closed.
   *
   * @param version of the program
   * @param page the page's address for other machines; empty when it is reachable from this one
   *     only
   * @param onModelsImported called once models were imported or trained that another daemon will
   *     use; must return at once
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   * @throws io.musicreclass.ledger.db.LedgerException when the ledger cannot be opened
   */
  public Daemon(Settings settings, String version, Optional<URI> page, Runnable onModelsImported) {
    this(
        settings,
        version,
        page,
        () -> Engines.openAndBuild(settings.engine(), settings.models()),
        onModelsImported);
  }

  /**
   * @param engines opens the inference engine
   */
  Daemon(
      Settings settings,
      String version,
      Optional<URI> page,
      Supplier<Engine> engines,
      Runnable onModelsImported) {
    try {
      inboxFolder = settings.inboxFolder();
      services = new DaemonServices(settings, version, page, engines, closer, onModelsImported);
      services.start();
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /** Whether models are loaded and the inbox is watched. */
  public boolean ready() {
    return services.inbox.state() instanceof InboxState.Watching;
  }

  /** Whether songs are processed, or there are none; false if a restart is needed. */
  public boolean isAlive() {
    return services.isAlive();
  }

  /** Whether the inbox is watched, or was found to be inaccessible. */
  public boolean hasSeenInbox() {
    return !(services.inbox.state() instanceof InboxState.Starting);
  }

  public Health health() {
    return services.healthMonitor.health();
  }

  public LibraryStats stats() {
    return services.healthMonitor.stats();
  }

  /** The watched folder. */
  public Path inboxFolder() {
    return inboxFolder;
  }

  /** The folders that are classified in the background. */
  public Library library() {
    return services.library;
  }

  /** The files in the inbox that are ignored because of their name. */
  public List<Ignored> ignored() {
    return services.inbox.ignored();
  }

  /** Compares the genres in the files' tags with the current genres. */
  public TagAgreement tagAgreement() {
    return TagAgreement.of(services.ledger.catalogue().pairs(), services.stageRunner.genres());
  }

  /** Scans the inbox and the library again. */
  public void rescan() {
    services.rescan();
  }

  /** The stored songs and files, for reading. */
  public Ledger ledger() {
    return services.ledger;
  }

  /** Runs re-votes on stored results. */
  public RevoteRunner revoteRunner() {
    return services.revoting.revoteRunner();
  }

  /** Trains heads for one's own genres. */
  public MineRunner training() {
    return services.training;
  }

  /** Corrections of genres. */
  public Corrections corrections() {
    return services.revoting.corrections();
  }

  /** How songs are written into playlists that are downloaded. */
  public Playlists.Lines playlistLines() {
    return services.playlists.lines();
  }

  /** Opens songs to listen to. */
  public Playback playback() {
    return services.playback;
  }

  /** Small covers of songs. */
  public Covers covers() {
    return services.covers;
  }

  /** The songs most similar to a song. */
  public SimilarSongs similarSongs() {
    return services.similar.songs();
  }

  /** The options that can be changed at run time. */
  public RuntimeOptions runtimeOptions() {
    return services.runtimeOptions;
  }

  /** Tags and sorts songs classified earlier, and undoes it. */
  public Organizer organizer() {
    return services.organizing.organizer();
  }

  /** The notice about changed defaults of sorting and tagging after an upgrade. */
  public OnlySureNotice onlySureNotice() {
    return services.organizing.onlySureNotice();
  }

  /** Where the default models are, which the daemon gets by itself. */
  public DefaultModelsStatus defaultModels() {
    return services.defaultModels.status();
  }

  /** Queues failed files again; all of them if none is given. */
  public Requeued retry(List<Path> files) {
    return services.retry(files);
  }

  /** Live progress events. */
  public LiveEvents live() {
    return services.live;
  }

  /** Names of the stages that vote, in order. */
  public List<String> stages() {
    return services.stageRunner.stages();
  }

  /** Which models vote and why, and why the others do not. */
  public ModelSelection models() {
    return services.stageRunner.selection();
  }

  /** Writes the JSON of this node's verdicts. */
  public Messages messages() {
    return services.messages;
  }

  /** A summary for the console, a few lines. */
  public List<String> summary() {
    MqttSettings mqtt = services.target.settings();
    String note = services.target.embedded() ? " (embedded; keeps no messages after a stop)" : "";
    return List.of(
        "inbox    " + inboxFolder,
        "broker   " + mqtt.uri() + note + ", topics reclass/" + mqtt.node() + "/#",
        "stages   " + String.join(", ", services.stageRunner.stages()));
  }

  /** Closes everything in reverse order. Unfinished work is in the ledger. */
  @Override
  public void close() {
    closer.close();
  }
}
