/**
 * Columns of the ledger's tables.
 *
 * <p>Takes values, gives columns; takes rows, gives values. Never opens a database and never
 * decides what is stored.
 */
@NullMarked
package io.musicreclass.ledger.sql;

import org.jspecify.annotations.NullMarked;
