package io.musicreclass.publish.mqtt;

/**
 * A message is larger than the broker takes: it was not sent, and sending it again is of no use.
 */
public final class MessageTooLargeException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why for people, with the mend
   */
  MessageTooLargeException(String why) {
    super(why, null, false, false);
  }
}
