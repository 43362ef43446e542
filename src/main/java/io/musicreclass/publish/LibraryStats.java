package io.musicreclass.publish;

import java.time.Instant;
import java.util.Map;

/**
 * Counts over everything the ledger knows.
 *
 * @param done tracks with a verdict, the unsure ones included
 * @param queued files seen and not yet finished
 * @param stages how many verdicts ended at each position, from 1, in order
 * @param perMinute verdicts per minute of late; 0 when nothing was done
 */
public record LibraryStats(
    long done,
    long unsure,
    long failed,
    long duplicates,
    long queued,
    Map<Integer, Long> stages,
    double perMinute,
    Instant at) {}
