package io.musicreclass.daemon;

import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.FailedStageRetries;
import io.musicreclass.revote.Revote;
import io.musicreclass.revote.RevoteRunner;

/** What changes verdicts later on: re-votes, corrections and retries of failed stages. */
final class RevoteServices {
  private final RevoteRunner revoteRunner;
  private final Corrections corrections;
  private final FailedStageRetries failedStageRetries;

  /**
   * @param onVerdictsChanged called when verdicts, queue and outbox may have changed
   */
  RevoteServices(DaemonContext context, Runnable onVerdictsChanged) {
    Revote revote =
        new Revote(context.ledger(), context.stageRunner(), context.eventPolicy(), context.clock());
    revoteRunner =
        context.closer().add(new RevoteRunner(context.ledger(), revote, onVerdictsChanged));
    corrections =
        new Corrections(
            context.ledger(),
            context.eventPolicy(),
            context.stageRunner().genres(),
            context.clock(),
            onVerdictsChanged);
    failedStageRetries =
        context
            .closer()
            .add(
                new FailedStageRetries(
                    context.ledger().reviews(),
                    onVerdictsChanged,
                    context.eventPolicy()::reportBatches,
                    context.problems().source(),
                    context.clock()));
  }

  RevoteRunner revoteRunner() {
    return revoteRunner;
  }

  Corrections corrections() {
    return corrections;
  }

  FailedStageRetries failedStageRetries() {
    return failedStageRetries;
  }
}
