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
  public sealed interface Moment {
    /** There is something new in the queue. */
    record Queued() implements Moment {}

    /**
     * A song is being heard.
     *
     * @param seconds duration
     */
    record Opened(Path path, TrackId id, double seconds) implements Moment {}

    /** A stage has heard it. */
    record Heard(Path path, StageResult result) implements Moment {}

    /** It has its verdict. */
    record Decided(ClassifiedTrack receipt) implements Moment {}

    /** It has none, and will not get one as it is. */
    record Failed(Path path, String reason, String mend) implements Moment {}

    /** It is the same song as another file. */
    record Duplicate(Path path, Path of) implements Moment {}

    /** It is not being heard any more, and there is nothing to tell of it. */
    record Left(Path path) implements Moment {}

    /** Verdicts were corrected, or given anew by a re-vote. */
    record Revised() implements Moment {}
  }

  private final Map<Path, List<Moment>> songs = new LinkedHashMap<>(); // guarded by this
  private final List<Consumer<Moment>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Tells the listener of every moment from now on, on the thread that lived it, which it must not
   * hold up.
   */
  public void listen(Consumer<Moment> listener) {
    listeners.add(listener);
  }

  /** What has happened to the songs that are being heard. */
  public synchronized List<Moment> songs() {
    return songs.values().stream().flatMap(List::stream).toList();
  }

  void say(Moment moment) {
    note(moment);
    listeners.forEach(listener -> listener.accept(moment));
  }

  private synchronized void note(Moment moment) {
    if (moment instanceof Moment.Opened opened) {
      songs.put(opened.path(), new ArrayList<>(List.of(opened)));
    } else if (moment instanceof Moment.Heard heard && songs.containsKey(heard.path())) {
      songs.get(heard.path()).add(heard);
    } else if (moment instanceof Moment.Decided decided) {
      songs.remove(decided.receipt().path());
    } else if (moment instanceof Moment.Failed failed) {
      songs.remove(failed.path());
    } else if (moment instanceof Moment.Duplicate duplicate) {
      songs.remove(duplicate.path());
    } else if (moment instanceof Moment.Left left) {
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
      say(new Moment.Left(path));
    }
  }
}
