/**
 * The SQLite file below the ledger.
 *
 * <p>Takes a folder, gives connections to a checked and migrated database, owned by one process,
 * with backups. Never knows what the tables mean.
 */
@NullMarked
package io.musicreclass.ledger.db;

import org.jspecify.annotations.NullMarked;
