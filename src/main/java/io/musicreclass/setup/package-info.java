/**
 * Setting up an installation, and checking one.
 *
 * <p>Takes a person's answers, gives checked settings in a file, and says what is wrong with an
 * installation. Never writes settings that were not tried.
 */
@NullMarked
package io.musicreclass.setup;

import org.jspecify.annotations.NullMarked;
