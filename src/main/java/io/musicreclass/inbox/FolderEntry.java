package io.musicreclass.inbox;

import io.musicreclass.inbox.names.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An entry of a folder listing, classified by name and attributes. */
sealed interface FolderEntry {
  /**
   * A file or folder that is ignored by name.
   *
   * @param rule user-facing description of the rule
   */
  record Ignored(String rule) implements FolderEntry {}

  /** A regular file that may be a song. */
  record Song(FileObservation.Song observation) implements FolderEntry {}

  /** A folder to be scanned. */
  record Folder() implements FolderEntry {}

  /** An entry whose attributes could not be read. */
  record Unreadable(IOException cause) implements FolderEntry {}

  /** A link, a special file, or an entry that has disappeared. */
  record Other() implements FolderEntry {}

  /** Reads the attributes of an entry unless its name alone makes it ignored. */
  static FolderEntry of(Path path) {
    Optional<String> fileRule = Names.fileRule(path.getFileName());
    Optional<String> folderRule = Names.folderRule(path.getFileName());
    if (fileRule.isPresent() && folderRule.isPresent()) {
      return new Ignored(folderRule.get());
    }
    FileObservation observation = FileObservation.of(path);
    if (observation instanceof FileObservation.Folder) {
      return folderRule.isPresent() ? new Ignored(folderRule.get()) : new Folder();
    }
    if (observation instanceof FileObservation.Song song) {
      return fileRule.isPresent() ? new Ignored(fileRule.get()) : new Song(song);
    }
    return observation instanceof FileObservation.Unknown unknown
        ? new Unreadable(unknown.cause())
        : new Other();
  }
}
