/**
 * Reclass: drop a song into a folder, and its genre is published over MQTT.
 *
 * <p>Takes songs and settings, gives verdicts. A song goes straight through: {@code inbox} notices
 * the file, {@code decode} identifies it and reads its audio, {@code classify} runs the stages
 * ({@code features} compute their input, {@code engine} runs their networks) and counts the {@code
 * vote}, {@code ledger} stores the verdict, {@code notify} writes the messages, {@code publish}
 * sends them, and {@code organize} tags and sorts the file. {@code daemon} alone knows this order.
 * {@code library} feeds whole folders in the background, and {@code revote} decides again from
 * stored results. {@code models} are packages of networks, which {@code fetch}, {@code convert} and
 * {@code train} make. {@code setup}, {@code cli} and {@code web} are the entry points. It never
 * changes a file unless the settings say so.
 */
@NullMarked
package io.musicreclass;

import org.jspecify.annotations.NullMarked;
