/**
 * The history by any order, filter and search.
 *
 * <p>Takes a filter and an order, gives a page of rows; lists what has changed in the other tables,
 * some at a time. Never writes anything else.
 */
@NullMarked
package io.musicreclass.ledger.listing;

import org.jspecify.annotations.NullMarked;
