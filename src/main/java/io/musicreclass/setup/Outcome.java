package io.musicreclass.setup;

import java.util.List;

/**
 * What came of a form.
 *
 * @param written whether the configuration says so now; else one of the findings is not ok
 * @param restart whether the program must be started anew for it; else a reload is enough
 */
public record Outcome(List<Finding> findings, boolean written, boolean restart) {
  public Outcome {
    findings = List.copyOf(findings);
  }

  static Outcome wrong(List<Finding> findings) {
    return new Outcome(findings, false, false);
  }
}
