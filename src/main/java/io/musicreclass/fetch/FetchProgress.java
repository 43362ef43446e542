package io.musicreclass.fetch;

import java.util.OptionalLong;

/** Receives the progress of a download. */
public interface FetchProgress {
  /**
   * Called for every few kilobytes of a file.
   *
   * @param done bytes downloaded
   * @param total size of the file in bytes, if the server states it
   */
  void downloaded(String file, long done, OptionalLong total);

  /** Reports a step that takes time, or an attempt that is repeated. */
  void report(String line);
}
