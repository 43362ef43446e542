/**
 * Connections, limits and errors of the HTTP server.
 *
 * <p>Takes requests, gives refusals as {@code application/problem+json}. Never knows what a route
 * does.
 */
@NullMarked
package io.musicreclass.web.http;

import org.jspecify.annotations.NullMarked;
