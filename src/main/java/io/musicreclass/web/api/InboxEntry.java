package io.musicreclass.web.api;

import io.musicreclass.web.http.ApiException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Moves a complete file into the inbox under a free name. Never replaces another file, even one
 * created at the same moment.
 */
final class InboxEntry {
  /** Creates a hard link; fails if the name exists. */
  @FunctionalInterface
  interface Linker {
    void link(Path name, Path existing) throws IOException;
  }

  private final Linker linker;

  InboxEntry() {
    this(Files::createLink);
  }

  InboxEntry(Linker linker) {
    this.linker = linker;
  }

  /**
   * Moves a file to this name, or to the same name with a number.
   *
   * @throws ApiException with status 409 if all numbers are taken
   */
  Path move(Path file, Path target) throws IOException {
    for (int copy = 1; copy <= UploadName.MAX_COPIES; copy++) {
      Path name = UploadName.numbered(target, copy);
      if (!Files.exists(name) && moved(file, name)) {
        return name;
      }
    }
    throw new ApiException(409, "Too many files have this name", "rename the file");
  }

  private boolean moved(Path file, Path name) throws IOException {
    try {
      linker.link(name, file);
      Files.delete(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return copied(file, name);
    }
  }

  /**
   * Across file systems, or without hard links: copies to a hidden file, then renames it to a
   * reserved name.
   */
  private static boolean copied(Path file, Path name) throws IOException {
    Path hidden = Files.createTempFile(name.toAbsolutePath().getParent(), ".upload-", ".part");
    try {
      Files.copy(file, hidden, StandardCopyOption.REPLACE_EXISTING);
      try {
        Files.createFile(name);
      } catch (FileAlreadyExistsException e) {
        return false;
      }
      Files.move(hidden, name, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(file);
      return true;
    } finally {
      Files.deleteIfExists(hidden);
    }
  }
}
