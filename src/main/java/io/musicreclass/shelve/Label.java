package io.musicreclass.shelve;

/**
 * What a song's tags shall say: the genre, and fields {@code RECLASS_*} about the verdict.
 *
 * @param genre as the verdict writes it
 * @param confidence 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 * @param replacing whether a genre that a person wrote is replaced, too
 */
public record Label(String genre, double confidence, int stage, boolean replacing) {}
