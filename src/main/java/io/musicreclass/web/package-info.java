/**
 * Takes a running daemon, gives its page, its REST resources, health and metrics over HTTP.
 *
 * <p>Never changes what the daemon does; nobody but {@code cli}, which starts it, imports it.
 */
@NullMarked
package io.musicreclass.web;

import org.jspecify.annotations.NullMarked;
