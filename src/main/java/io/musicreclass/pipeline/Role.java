package io.musicreclass.pipeline;

import io.musicreclass.models.ModelPackage;

/**
 * A stage of the vote and the model that plays it.
 *
 * @param stage {@code fma}, {@code mert} or {@code jmla}
 * @param why that model and no other, for people
 */
public record Role(String stage, ModelPackage model, String why) {}
