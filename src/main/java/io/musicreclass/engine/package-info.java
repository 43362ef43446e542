/**
 * Network input to scores or embedding: takes a model package and an open engine, gives scores, or
 * says which inputs were missing. Never decodes, never picks a model, never guesses a number.
 */
@NullMarked
package io.musicreclass.engine;

import org.jspecify.annotations.NullMarked;
