/**
 * The history by any order, filter and search.
 *
 * <p>Takes a filter and an order, gives a page of rows; lists what was stored before there was a
 * listing, some at a time. Never writes anything else: triggers keep the listing current.
 */
@NullMarked
package io.musicreclass.ledger.listing;

import org.jspecify.annotations.NullMarked;
