package io.musicreclass.fuzz;

import java.io.IOException;
import java.util.Map;

/** A reader of something that comes from outside, for {@link FuzzTest} and the fuzzer. */
public interface FuzzTarget {
  /** Valid inputs, and some that were once read wrongly, by name. */
  Map<String, byte[]> seeds() throws IOException;

  /**
   * Has an input read, and returns whether it is valid or is refused as the reader documents.
   *
   * @throws Throwable if the reader does anything else
   */
  void read(byte[] input) throws Throwable;
}
