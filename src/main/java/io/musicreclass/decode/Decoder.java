package io.musicreclass.decode;

import java.nio.file.Path;

/** The door: opens a file and says what can be heard in it. For use by any number of threads. */
public final class Decoder {
  private Decoder() {}

  /**
   * Opens and identifies a file in one pass over its packets. Never throws for a bad file, never
   * opens another file than this one.
   */
  public static Decoded open(Path file) {
    return new Decoded.Unreadable(Decoded.Reason.NOT_AUDIO, file + ": decoding is not built yet");
  }

  /** Decodes a moment of made-up sound, because the first decode of a process is slow. */
  public static void warmUp() {}
}
