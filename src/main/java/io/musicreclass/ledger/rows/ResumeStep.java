package io.musicreclass.ledger.rows;

/**
 * One step through the files whose songs got their verdict without a failed stage.
 *
 * @param lastRow where the next step continues; unchanged if none was left
 * @param queued number of files queued again
 */
public record ResumeStep(long lastRow, int queued) {}
