package io.musicreclass.publish.mqtt;

/** A message was not acknowledged before its connection ended: send it again. */
final class NotConnectedException extends Exception {
  private static final long serialVersionUID = 1;

  NotConnectedException(String why) {
    super(why, null, false, false);
  }
}
