package io.musicreclass.features.loops;

import java.io.IOException;

/** The loops of this process, chosen once. */
final class Choice {
  /** Set to {@code java}, it prevents the compiled loops. */
  private static final String PROPERTY = "musicreclass.loops";

  static final Loops JAVA = new JavaLoops();
  static final Loops FASTEST = choose();

  private Choice() {}

  private static Loops choose() {
    if ("java".equals(System.getProperty(PROPERTY))) {
      return JAVA;
    }
    try {
      NativeFunctions.load();
      return new NativeLoops();
    } catch (IOException | LinkageError | RuntimeException unusable) {
      // Another machine, another C library, or a folder for temporary files without programs: the
      // loops in Java do the same.
      return JAVA;
    }
  }
}
