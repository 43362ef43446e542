/**
 * Songs that sound alike.
 *
 * <p>Takes the embeddings of one encoder that the ledger stores, gives the songs nearest to one of
 * them by the cosine of the angle between both. Keeps the vectors in a file beside the database,
 * which can be made again from it at any time. Never analyses a song and never changes the ledger.
 */
@NullMarked
package io.musicreclass.similar;

import org.jspecify.annotations.NullMarked;
