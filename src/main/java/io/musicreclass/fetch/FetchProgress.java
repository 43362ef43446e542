package io.musicreclass.fetch;

import java.util.OptionalLong;

/** Hears how a download goes. */
public interface FetchProgress {
  /**
   * More of a file has come; called for every few kilobytes.
   *
   * @param done bytes that are there
   * @param total bytes it has, where the server says
   */
  void moved(String file, long done, OptionalLong total);

  /** Something that takes its time, or will be tried again. */
  void told(String line);
}
