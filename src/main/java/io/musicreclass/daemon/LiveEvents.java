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
 * What happens right now, for those who watch. Nothing is kept but the songs being heard: who must
 * not miss anything reads the ledger. May be used by many threads.
 */
public final class LiveEvents {
  /** Something that happened. */
  public sealed interface ProgressEvent {
    /** There is something new in the queue. */
    record Queued() implements ProgressEvent {}

    /**
     * A song is being heard.
     *
     * @param seconds duration
     */
    record Opened(Path path, TrackId id, double seconds) implements ProgressEvent {}

    /** A stage has heard it. */
    record StageDone(Path path, StageResult result) implements ProgressEvent {}

    /** It has its verdict. */
    record Decided(ClassifiedTrack receipt) implements ProgressEvent {}

    /** It has none, and will not get one as it is. */
    record Failed(Path path, String reason, String mend) implements ProgressEvent {}

    /** It is the same song as another file. */
    record Duplicate(Path path, Path of) implements ProgressEvent {}

    /** It is not being heard any more, and there is nothing to tell of it. */
    record Ended(Path path) implements ProgressEvent {}

    /** Verdicts were corrected, or given anew by a re-vote. */
    record Revised() implements ProgressEvent {}
  }

  private final Map<Path, List<ProgressEvent>> songs = new LinkedHashMap<>(); // guarded by this
  private final List<Consumer<ProgressEvent>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Tells the listener of every moment from now on, on the thread that lived it, which it must not
   * hold up.
   */
  public void listen(Consumer<ProgressEvent> listener) {
    listeners.add(listener);
  }

  /** What has happened to the songs that are being heard. */
  public synchronized List<ProgressEvent> songs() {
    return songs.values().stream().flatMap(List::stream).toList();
  }

  void say(ProgressEvent moment) {
    note(moment);
    listeners.forEach(listener -> listener.accept(moment));
  }

  private synchronized void note(ProgressEvent moment) {
    if (moment instanceof ProgressEvent.Opened opened) {
      songs.put(opened.path(), new ArrayList<>(List.of(opened)));
    } else if (moment instanceof ProgressEvent.StageDone heard && songs.containsKey(heard.path())) {
      songs.get(heard.path()).add(heard);
    } else if (moment instanceof ProgressEvent.Decided decided) {
      songs.remove(decided.receipt().path());
    } else if (moment instanceof ProgressEvent.Failed failed) {
      songs.remove(failed.path());
    } else if (moment instanceof ProgressEvent.Duplicate duplicate) {
      songs.remove(duplicate.path());
    } else if (moment instanceof ProgressEvent.Ended left) {
      songs.remove(left.path());
    }
  }

  /** Says that a song was left, unless its end was told. */
  void leave(Path path) {
    boolean open;
    synchronized (this) {
      open = songs.containsKey(path);
    }
    if (open) {
      say(new ProgressEvent.Ended(path));
    }
  }
}
