/**
 * The settings interfaces, one for each group of keys, and all of them together.
 *
 * <p>Takes what the configuration says, gives typed values with their defaults. Never chooses: what
 * a value means is decided by the package that uses it.
 */
@NullMarked
package io.musicreclass.config;

import org.jspecify.annotations.NullMarked;
