package io.musicreclass.setup;

import java.util.List;

/**
 * The outcome of saving answers.
 *
 * @param written whether they were saved; otherwise one of the findings is not ok
 * @param restart whether they need a restart; otherwise a reload is enough
 */
public record SetupOutcome(List<CheckResult> findings, boolean written, boolean restart) {
  public SetupOutcome {
    findings = List.copyOf(findings);
  }

  static SetupOutcome wrong(List<CheckResult> findings) {
    return new SetupOutcome(findings, false, false);
  }
}
