package io.musicreclass.publish;

/** The broker has not acknowledged a message, and this connection never will: send it again. */
public final class NotConnected extends Exception {
  private static final long serialVersionUID = 1;

  NotConnected(String why) {
    super(why, null, false, false);
  }
}
