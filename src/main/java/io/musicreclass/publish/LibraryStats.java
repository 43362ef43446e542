package io.musicreclass.publish;

import java.time.Instant;
import java.util.Map;

/**
 * Counts over everything in the ledger.
 *
 * @param done tracks with a verdict, including unsure ones
 * @param queued files seen but not yet finished
 * @param stages number of verdicts decided at each stage position, from 1, in order
 * @param perMinute recent verdicts per minute; 0 if there were none
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
