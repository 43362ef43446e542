package io.musicreclass.inbox;

import java.nio.file.Path;

/** A change in the inbox folder. */
sealed interface WatchEvent {
  /** A file or link changed. */
  record OfFile(Path path, What what) implements WatchEvent {}

  /** A folder was created, renamed to this name, or changed its permissions. */
  record FolderAppeared(Path folder) implements WatchEvent {}

  /** A folder was deleted or renamed to another name. */
  record FolderGone(Path folder) implements WatchEvent {}

  /** Events were lost: a full scan is needed. */
  record RescanNeeded() implements WatchEvent {}

  /** The inbox itself was deleted, moved or unmounted. */
  record InboxGone() implements WatchEvent {}

  /** Kinds of changes to a file. */
  enum What {
    /** A new name: a new file, hard link or symbolic link. */
    CREATED,
    /** It was written to. */
    MODIFIED,
    /** A writer closed it, or it was renamed to this name. */
    COMPLETED,
    /** Permissions, times or link count changed. */
    ATTRIBUTES_CHANGED,
    /** It was deleted or renamed to another name. */
    GONE
  }
}
