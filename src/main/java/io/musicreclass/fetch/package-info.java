/**
 * Downloads of published models.
 *
 * <p>Takes a model's name, gives its checked files. Never keeps a file whose checksum is wrong, and
 * never waits forever.
 */
@NullMarked
package io.musicreclass.fetch;

import org.jspecify.annotations.NullMarked;
