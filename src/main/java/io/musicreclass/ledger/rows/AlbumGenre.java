package io.musicreclass.ledger.rows;

/**
 * The genre of an album: a soft vote of its songs. Files belong to one album if they were analysed
 * in the same folder and have the same album and album artist tags.
 *
 * @param genre the one with the highest mean; of equal ones the first by name
 * @param share its mean, 0 to 1
 * @param tracks number of songs that voted, at least 2
 */
public record AlbumGenre(String genre, double share, int tracks) {}
