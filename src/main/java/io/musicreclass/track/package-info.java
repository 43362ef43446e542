/**
 * The nouns that cross walls: what one room hands to the next. Depends on the JDK only, does
 * nothing, and every other room may import it.
 */
@NullMarked
package io.musicreclass.track;

import org.jspecify.annotations.NullMarked;
