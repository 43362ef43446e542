/**
 * The HTTP server.
 *
 * <p>Takes the settings, gives the running daemon with its page, its health and metrics over HTTP,
 * and decides who may come in. Never decides anything about songs.
 */
@NullMarked
package io.musicreclass.web;

import org.jspecify.annotations.NullMarked;
