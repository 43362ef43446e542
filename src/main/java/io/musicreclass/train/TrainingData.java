package io.musicreclass.train;

import java.util.List;
import java.util.Optional;

/**
 * A data set as it was read.
 *
 * @param tracks all tracks
 * @param columns of their features, in order
 * @param genres that the tracks' labels count, in order
 * @param split the same tracks in parts for training and testing, where the data set has such
 */
record TrainingData(
    LabelledFeatures tracks,
    List<TableColumn> columns,
    List<String> genres,
    Optional<Split> split) {}
