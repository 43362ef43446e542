/**
 * Connections, limits and errors of the HTTP server.
 *
 * <p>Takes connections and requests, gives errors as {@code application/problem+json}. Never
 * depends on what a route does.
 */
@NullMarked
package io.musicreclass.web.http;

import org.jspecify.annotations.NullMarked;
