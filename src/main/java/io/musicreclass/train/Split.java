package io.musicreclass.train;

import java.util.List;

/**
 * A published split of a data set; no artist is in two parts.
 *
 * @param name as in the literature, such as {@code fault-filtered}
 * @param absent names of tracks in the split that the table does not contain
 */
record Split(
    String name,
    LabelledFeatures train,
    LabelledFeatures valid,
    LabelledFeatures test,
    List<String> absent) {}
