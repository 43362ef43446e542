/**
 * The HTTP server.
 *
 * <p>Takes the settings, gives the running daemon with its page, health checks and metrics over
 * HTTP, and decides which requests are allowed. Never decides anything about songs.
 */
@NullMarked
package io.musicreclass.web;

import org.jspecify.annotations.NullMarked;
