/**
 * The settings interfaces, one for each group of keys, and all of them together.
 *
 * <p>Takes the configuration, gives typed values with defaults. Never interprets a value: that is
 * up to the package that uses it.
 */
@NullMarked
package io.musicreclass.config;

import org.jspecify.annotations.NullMarked;
