package io.musicreclass.publish.mqtt;

/** The broker has not acknowledged a message, and this connection never will: send it again. */
final class NotConnectedException extends Exception {
  private static final long serialVersionUID = 1;

  NotConnectedException(String why) {
    super(why, null, false, false);
  }
}
