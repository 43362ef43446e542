/**
 * What the ledger returns.
 *
 * <p>Takes values from rows, gives immutable records. Never reads or writes the database.
 */
@NullMarked
package io.musicreclass.ledger.rows;

import org.jspecify.annotations.NullMarked;
