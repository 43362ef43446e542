package io.musicreclass.train.method;

/**
 * An epoch of a training, or a round of boosting.
 *
 * @param number from 1
 * @param trainLoss mean cross-entropy of the rows that were fitted, in nats
 * @param validLoss of the rows held out for early stopping; NaN if there are none
 * @param validAccuracy of the same rows, 0 to 1; NaN if there are none
 * @param seconds it took
 */
public record Epoch(
    int number, double trainLoss, double validLoss, double validAccuracy, double seconds) {}
