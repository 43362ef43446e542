package io.musicreclass.library;

import io.musicreclass.inbox.FolderWalk;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Disk accesses to a library folder; every call may block forever. */
interface FolderProbe {
  /** Why the folder is not accessible, with the remedy; empty when it is. */
  Optional<String> offlineReason();

  /** Whether the folder is empty. */
  boolean isEmpty() throws IOException;

  /**
   * Passes every song file, with its current attributes, to the consumer.
   *
   * @param stop checked between files; true ends the scan
   * @return what could not be read
   */
  List<String> songs(Consumer<SongFile> each, BooleanSupplier stop);

  /** The files that the last {@link #songs} ignored because of their name. Never blocks. */
  List<Ignored> ignored();

  /** The current attributes of a file. */
  SongFile stat(Path file) throws IOException;

  /** A probe of this machine's file systems. */
  static FolderProbe of(Path folder) {
    FolderWalk walk = new FolderWalk(folder, "reclass.library.paths");
    return new FolderProbe() {
      @Override
      public Optional<String> offlineReason() {
        return walk.offlineReason();
      }

      @Override
      public boolean isEmpty() throws IOException {
        return walk.isEmpty();
      }

      @Override
      public List<String> songs(Consumer<SongFile> each, BooleanSupplier stop) {
        return walk.songs(each, stop);
      }

      @Override
      public List<Ignored> ignored() {
        return walk.ignored();
      }

      @Override
      public SongFile stat(Path file) throws IOException {
        return SongFile.stat(file);
      }
    };
  }
}
