package io.musicreclass.inbox;

import java.nio.file.Path;

/** Something that happened in the inbox. */
sealed interface WatchEvent {
  /** It happened to a file, or to a link. */
  record OfFile(Path path, What what) implements WatchEvent {}

  /** A folder was made, renamed to this, or changed its permissions. */
  record FolderAppeared(Path folder) implements WatchEvent {}

  /** A folder was deleted or renamed to something else. */
  record FolderGone(Path folder) implements WatchEvent {}

  /** Nobody knows what happened: everything must be looked at. */
  record LookAgain() implements WatchEvent {}

  /** The inbox itself was deleted, moved or unmounted. */
  record InboxGone() implements WatchEvent {}

  /** What happened to a file. */
  enum What {
    /** Its name appeared: a new file, a hard link, a symbolic link. */
    CREATED,
    /** It was written to. */
    MODIFIED,
    /** A program that could write closed it, or it was renamed to this. */
    COMPLETED,
    /** Permissions, times or the number of names changed. */
    RETOUCHED,
    /** It was deleted or renamed to something else. */
    GONE
  }
}
