package io.musicreclass.ledger.rows;

/**
 * A step through the files whose songs ended without a stage that failed.
 *
 * @param lastRow where the next step goes on; unchanged when there was none left
 * @param queued how many of them are in the queue again
 */
public record ResumeStep(long lastRow, int queued) {}
