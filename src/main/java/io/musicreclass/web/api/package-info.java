/**
 * The REST API.
 *
 * <p>Takes requests, gives JSON. Never decides anything about songs: each route calls one method of
 * the daemon.
 */
@NullMarked
package io.musicreclass.web.api;

import org.jspecify.annotations.NullMarked;
