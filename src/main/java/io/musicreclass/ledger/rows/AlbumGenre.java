package io.musicreclass.ledger.rows;

/**
 * The genre of an album: a soft vote of its songs. Files are of one album when they were heard in
 * one folder and tagged with one album and album's artist.
 *
 * @param genre of the highest mean; of equal ones the first by name
 * @param share its mean, 0 to 1
 * @param tracks songs that voted, two at least
 */
public record AlbumGenre(String genre, double share, int tracks) {}
