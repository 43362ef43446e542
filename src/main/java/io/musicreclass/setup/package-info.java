/**
 * Setting up and checking an installation.
 *
 * <p>Takes answers, gives checked settings in a file, and diagnoses an installation. Never saves
 * settings that were not checked.
 */
@NullMarked
package io.musicreclass.setup;

import org.jspecify.annotations.NullMarked;
