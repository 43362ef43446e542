/**
 * What several statements of the ledger share.
 *
 * <p>Takes values, paths and words, gives columns, and conditions that find files by path; takes
 * rows, gives values. Never opens a database and never decides what is stored.
 */
@NullMarked
package io.musicreclass.ledger.sql;

import org.jspecify.annotations.NullMarked;
