/**
 * Data sets as they were published.
 *
 * <p>Takes the name of a data set and where it is, gives its songs: each with a genre, an artist if
 * known, a part of a published split if there is one, and an audio file, a vector of named columns
 * or both. Whatever is left out is counted and named. A data set is one {@code DataSetReader}, and
 * one line in {@link io.musicreclass.train.data.LabelledData#names its registry}. Files are read as
 * streams, record by record; one that is not as published is an error that names file, line, column
 * and remedy. Never opens audio to decode it, computes a vector, or drops a song in silence.
 */
@NullMarked
package io.musicreclass.train.data;

import org.jspecify.annotations.NullMarked;
