package io.musicreclass.engine.tensorrt;

import java.util.ArrayList;
import java.util.List;

/** What passed and what failed, told at the end. */
final class Verdicts {
  private final List<String> lines = new ArrayList<>();
  private boolean failed;

  void add(String what, boolean ok, String detail) {
    failed |= !ok;
    lines.add((ok ? "PASS  " : "FAIL  ") + what + (detail.isEmpty() ? "" : ": " + detail));
  }

  /** Something that could not be tried to its end. */
  void add(String what, Throwable failure) {
    add(what, false, failure.toString());
  }

  /** Prints all, and last whether all passed. */
  boolean told() {
    lines.forEach(System.out::println);
    System.out.println(failed ? "FAIL" : "PASS  all");
    return !failed;
  }
}
