package io.musicreclass.tags;

import java.io.IOException;

/** A kind of file whose tags can be read and written. */
interface Format {
  /** Reads all text fields. */
  Tags read(Source file) throws IOException;

  /** What has to change in the file so that fields have other values. */
  Patch change(Source file, Changes changes) throws IOException;

  /**
   * Lists all that the file holds and that has to stay, read apart from {@link #change}.
   *
   * @param changes the fields that are left out
   */
  Inventory list(Source file, Changes changes) throws IOException;
}
