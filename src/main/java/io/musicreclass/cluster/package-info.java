/**
 * Several machines as one: one node, the owner, hands out songs of a shared library over MQTT 5,
 * and others, the workers, analyse them.
 *
 * <p>Takes songs that wait for a stage, gives the results that workers sent back and that were
 * checked. Never accesses the database, and never lets a worker decide about a song: an error of a
 * worker only gives the song back.
 */
@NullMarked
package io.musicreclass.cluster;

import org.jspecify.annotations.NullMarked;
