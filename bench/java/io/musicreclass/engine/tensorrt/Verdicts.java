package io.musicreclass.engine.tensorrt;

import java.util.ArrayList;
import java.util.List;

/** Collects passed and failed checks and prints them at the end. */
final class Verdicts {
  private final List<String> lines = new ArrayList<>();
  private boolean failed;

  void add(String what, boolean ok, String detail) {
    failed |= !ok;
    lines.add((ok ? "PASS  " : "FAIL  ") + what + (detail.isEmpty() ? "" : ": " + detail));
  }

  /** Adds a check that ended with an error. */
  void add(String what, Throwable failure) {
    add(what, false, failure.toString());
  }

  /** Prints all checks; returns whether all passed. */
  boolean print() {
    lines.forEach(System.out::println);
    return !failed;
  }
}
