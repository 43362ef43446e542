/**
 * The commands {@code reclass model ...}.
 *
 * <p>Takes model files and names, gives model packages. Never does the work: it calls {@code
 * convert}, {@code fetch} and {@code engine}.
 */
@NullMarked
package io.musicreclass.cli.model;

import org.jspecify.annotations.NullMarked;
