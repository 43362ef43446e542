package io.musicreclass.features.loops;

/**
 * Moments and order statistics of a row (SPEC section 13b).
 *
 * @param second central moment, biased
 */
public record Moments(
    double mean,
    double second,
    double third,
    double fourth,
    double min,
    double max,
    double median) {}
