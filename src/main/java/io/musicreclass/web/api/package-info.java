/**
 * The REST API.
 *
 * <p>Takes requests, gives JSON and event streams. Never decides anything about songs: each route
 * calls the daemon.
 */
@NullMarked
package io.musicreclass.web.api;

import org.jspecify.annotations.NullMarked;
