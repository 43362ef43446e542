/**
 * Where this installation is, and its settings.
 *
 * <p>Takes files, environment and system properties, gives checked settings or a report of all
 * mistakes. Never starts anything.
 */
@NullMarked
package io.musicreclass.cli.settings;

import org.jspecify.annotations.NullMarked;
