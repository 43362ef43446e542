/**
 * Takes settings, gives a running daemon with its page, its REST resources, health and metrics over
 * HTTP.
 *
 * <p>Lets only those in who may come, and never decides anything of songs itself; nobody but {@code
 * cli}, which starts it, imports it.
 */
@NullMarked
package io.musicreclass.web;

import org.jspecify.annotations.NullMarked;
