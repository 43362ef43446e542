/**
 * The service manager that started the program, such as systemd: tells it when the program is
 * ready, what it does and that it is alive, by the protocol of sd_notify(3).
 *
 * <p>Takes what the daemon says of itself, gives datagrams. Does nothing where no service manager
 * asks for them, and never stops the program.
 */
@NullMarked
package io.musicreclass.systemd;

import org.jspecify.annotations.NullMarked;
