/**
 * Reclass: drop a song into a folder, its genre comes out on MQTT.
 *
 * <p>One room a step, and a song walks straight through: {@code inbox} notices the file, {@code
 * decode} opens and identifies it, {@code features} turn its audio into numbers, {@code engine}
 * turns the numbers into scores, {@code vote} turns the stages' scores into a verdict, {@code
 * ledger} remembers, {@code publish} tells the world, {@code shelve} tags and sorts the file.
 * {@code pipeline} alone knows this order. {@code track} holds the nouns that cross the walls,
 * {@code models} the model packages; {@code fetch}, {@code convert} and {@code train} bring and
 * make such packages, {@code setup} writes the settings of a new installation. {@code cli} and
 * {@code web} are the two doors of the house.
 */
@NullMarked
package io.musicreclass;

import org.jspecify.annotations.NullMarked;
