/**
 * Texts in the form in which they are compared and sorted.
 *
 * <p>Takes names, paths and queries; gives them folded. Never reads a file or a table.
 */
@NullMarked
package io.musicreclass.ledger.text;

import org.jspecify.annotations.NullMarked;
