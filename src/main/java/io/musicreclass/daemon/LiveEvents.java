package io.musicreclass.daemon;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Live progress events, for event streams. Stores only the events of songs in progress; a listener
 * that must not miss anything reads the ledger. Thread-safe.
 */
public final class LiveEvents {
  /** One step in the processing of songs. */
  public sealed interface ProgressEvent {
    /** Songs were added to the queue. */
    record Queued() implements ProgressEvent {}

    /**
     * The classification of a song has started.
     *
     * @param seconds duration of the song
     */
    record Opened(Path path, TrackId id, double seconds) implements ProgressEvent {}

    /** A stage has finished with the song. */
    record StageDone(Path path, StageResult result) implements ProgressEvent {}

    /** The song has a verdict. */
    record Decided(ClassifiedTrack voteDetails) implements ProgressEvent {}

    /** The song could not be classified. */
    record Failed(Path path, String reason, String remedy) implements ProgressEvent {}

    /** The file holds the same song as another file. */
    record Duplicate(Path path, Path of) implements ProgressEvent {}

    /** Processing ended without any of the outcomes above. */
    record Ended(Path path) implements ProgressEvent {}

    /** Verdicts were changed by corrections or a re-vote. */
    record Revised() implements ProgressEvent {}
  }

  private final Map<Path, List<ProgressEvent>> songs = new LinkedHashMap<>(); // guarded by this
  private final List<Consumer<ProgressEvent>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Registers a listener. It is called on the thread that published the event and must return
   * quickly.
   */
  public void listen(Consumer<ProgressEvent> listener) {
    listeners.add(listener);
  }

  /** The events so far of all songs in progress. */
  public synchronized List<ProgressEvent> songs() {
    return songs.values().stream().flatMap(List::stream).toList();
  }

  void publish(ProgressEvent event) {
    track(event);
    listeners.forEach(listener -> listener.accept(event));
  }

  private synchronized void track(ProgressEvent event) {
    if (event instanceof ProgressEvent.Opened opened) {
      songs.put(opened.path(), new ArrayList<>(List.of(opened)));
    } else if (event instanceof ProgressEvent.StageDone done && songs.containsKey(done.path())) {
      songs.get(done.path()).add(done);
    } else if (event instanceof ProgressEvent.Decided decided) {
      songs.remove(decided.voteDetails().path());
    } else if (event instanceof ProgressEvent.Failed failed) {
      songs.remove(failed.path());
    } else if (event instanceof ProgressEvent.Duplicate duplicate) {
      songs.remove(duplicate.path());
    } else if (event instanceof ProgressEvent.Ended ended) {
      songs.remove(ended.path());
    }
  }

  /** Publishes {@link ProgressEvent.Ended} unless the song's outcome was published. */
  void end(Path path) {
    boolean open;
    synchronized (this) {
      open = songs.containsKey(path);
    }
    if (open) {
      publish(new ProgressEvent.Ended(path));
    }
  }
}
