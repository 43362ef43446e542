package io.musicreclass.organize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Folders created for a file; closing removes those that are still empty. */
final class CreatedFolders implements AutoCloseable {
  private final Path folder;
  private final Deque<Path> created = new ArrayDeque<>();

  CreatedFolders(Path folder) {
    this.folder = folder;
  }

  /** The innermost folder. */
  public Path folder() {
    return folder;
  }

  void add(Path created) {
    this.created.push(created);
  }

  @Override
  public void close() {
    for (Path path : created) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException inUse) {
        return;
      }
    }
  }
}
