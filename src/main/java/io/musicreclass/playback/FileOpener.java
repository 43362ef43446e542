package io.musicreclass.playback;

import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.track.SongFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens files below the folders of the settings within a time limit, each in a thread of its own. A
 * folder on which an opening hangs is refused at once until that opening has returned. Thread-safe.
 *
 * @param <T> what is made of an open file
 */
final class FileOpener<T extends Closeable> {
  private final List<Path> folders;
  private final Duration limit;
  private final OpenCall<T> call;
  private final Set<Path> silent = ConcurrentHashMap.newKeySet();

  /** Opens a file; may block. */
  @FunctionalInterface
  interface OpenCall<T> {
    T open(SongFile file, Path folder) throws UnplayableException;
  }

  /**
   * @param folders absolute and normalised
   */
  FileOpener(List<Path> folders, Duration limit, OpenCall<T> call) {
    this.folders = List.copyOf(folders);
    this.limit = limit;
    this.call = call;
  }

  T open(SongFile file) throws UnplayableException {
    Path path = file.path();
    Path folder =
        folders.stream()
            .filter(above -> path.startsWith(above) && path.equals(path.normalize()))
            .max(Comparator.comparingInt(Path::getNameCount)) // the nearest one knows its links
            .orElseThrow(() -> outside(file));
    if (silent.contains(folder)) {
      throw noResponse(folder);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> open(file, folder, result), "open-song");
    thread.setDaemon(true); // a hanging disk must not keep the program from exiting
    thread.start();
    return await(folder, result);
  }

  private void open(SongFile file, Path folder, CompletableFuture<T> result) {
    try {
      T opened = call.open(file, folder);
      if (!result.complete(opened)) {
        opened.close();
      }
    } catch (IOException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    } finally {
      silent.remove(folder);
    }
  }

  private T await(Path folder, CompletableFuture<T> result) throws UnplayableException {
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      silent.add(folder);
      return abandon(folder, result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return abandon(folder, result);
    }
  }

  /** Gives up, unless the file was opened in this moment. */
  private T abandon(Path folder, CompletableFuture<T> result) throws UnplayableException {
    if (result.completeExceptionally(noResponse(folder))) {
      throw noResponse(folder);
    }
    silent.remove(folder);
    try {
      return result.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  private static UnplayableException failure(Throwable cause) {
    if (cause instanceof UnplayableException unplayable) {
      return unplayable;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause;
  }

  private static UnplayableException outside(SongFile file) {
    return new UnplayableException(
        Reason.OUTSIDE,
        SongFile.text(file.path()) + " is in none of the folders for songs",
        "move it into the inbox, the library (reclass.library.paths) or the sorted folders");
  }

  private static UnplayableException noResponse(Path folder) {
    return new UnplayableException(
        Reason.NO_RESPONSE,
        "The disk of " + SongFile.text(folder) + " does not respond",
        "check the disk or the network share, then try again");
  }
}
