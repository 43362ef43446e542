/**
 * The default models, which are published under free licences and used where the user has none.
 *
 * <p>Takes the settings, gives the imported packages. Never downloads unasked outside a source
 * checkout, and never anything but the files whose hashes it knows.
 */
@NullMarked
package io.musicreclass.defaults;

import org.jspecify.annotations.NullMarked;
