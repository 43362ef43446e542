package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.fail;

import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Collects the reports of an inbox and waits for them. */
final class Collector implements Consumer<SongFile> {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<SongFile> all = new ArrayList<>();

  @Override
  public synchronized void accept(SongFile song) {
    all.add(song);
    notifyAll();
  }

  synchronized List<SongFile> all() {
    return List.copyOf(all);
  }

  List<Path> paths() {
    return all().stream().map(SongFile::path).toList();
  }

  List<SongFile> of(Path path) {
    return all().stream().filter(s -> s.path().equals(path)).toList();
  }

  /** Waits until a path was reported; returns its latest report. */
  SongFile await(Path path) {
    return await(path, 1);
  }

  /** Waits until a path was reported this many times; returns its latest report. */
  SongFile await(Path path, int times) {
    until(() -> of(path).size() >= times, path + " reported " + times + " times, not " + all());
    return of(path).get(of(path).size() - 1);
  }

  static void until(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LONG.toNanos()) {
        fail("Timed out waiting for: " + what);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
