package io.musicreclass.systemd;

/**
 * What a service says of itself.
 *
 * @param ready whether it does what it was started for
 * @param alive whether its work makes progress, or there is none
 * @param status a line for people
 */
public record ServiceState(boolean ready, boolean alive, String status) {}
