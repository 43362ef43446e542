package io.musicreclass.web.api;

/**
 * One server-sent event.
 *
 * @param name of the event, such as {@code stats}
 * @param data JSON
 */
record Event(String name, String data) {}
