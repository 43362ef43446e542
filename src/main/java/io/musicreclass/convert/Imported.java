package io.musicreclass.convert;

import io.musicreclass.models.ModelPackage;
import java.util.Optional;

/**
 * What an import made.
 *
 * @param doubt why its opinion is worth little, though it can be used, for people
 */
public record Imported(ModelPackage model, Optional<String> doubt) {}
