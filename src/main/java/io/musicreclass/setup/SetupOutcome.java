package io.musicreclass.setup;

import java.util.List;

/**
 * What came of a answers.
 *
 * @param written whether the configuration says so now; else one of the findings is not ok
 * @param restart whether the program must be started anew for it; else a reload is enough
 */
public record SetupOutcome(List<CheckResult> findings, boolean written, boolean restart) {
  public SetupOutcome {
    findings = List.copyOf(findings);
  }

  static SetupOutcome wrong(List<CheckResult> findings) {
    return new SetupOutcome(findings, false, false);
  }
}
