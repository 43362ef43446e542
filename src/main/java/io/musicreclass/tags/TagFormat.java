package io.musicreclass.tags;

import java.io.IOException;

/** A kind of file whose tags can be read and written. */
interface TagFormat {
  /** Reads all text fields. */
  Tags read(FileBytes file) throws IOException;

  /** What has to change in the file so that fields have other values. */
  FilePatch change(FileBytes file, TagChanges changes) throws IOException;

  /**
   * Lists all that the file holds and that has to stay, read apart from {@link #change}.
   *
   * @param changes the fields that are left out
   */
  TagInventory list(FileBytes file, TagChanges changes) throws IOException;
}
