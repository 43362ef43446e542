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

/** What is asked of the disk about a folder of the library; every answer may take for ever. */
interface FolderProbe {
  /** Why the folder cannot be seen, with the remedy; empty when it is there. */
  Optional<String> away();

  /** Whether there is nothing in the folder. */
  boolean bare() throws IOException;

  /**
   * Gives every song, as it is now.
   *
   * @param stop asked between files; true ends it
   * @return what could not be looked at
   */
  List<String> songs(Consumer<SongFile> each, BooleanSupplier stop);

  /** What the last {@link #songs} ignored by name. Never waits. */
  List<Ignored> ignored();

  /** A file as it is now. */
  SongFile stat(Path file) throws IOException;

  /** That of this machine's disks. */
  static FolderProbe of(Path folder) {
    FolderWalk walk = new FolderWalk(folder, "reclass.library.paths");
    return new FolderProbe() {
      @Override
      public Optional<String> away() {
        return walk.offlineReason();
      }

      @Override
      public boolean bare() throws IOException {
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
