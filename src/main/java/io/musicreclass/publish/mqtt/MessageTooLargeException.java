package io.musicreclass.publish.mqtt;

import io.musicreclass.notify.MessageRefusedException;

/** A message is larger than the broker accepts: it was not sent. */
final class MessageTooLargeException extends MessageRefusedException {
  private static final long serialVersionUID = 1;

  /**
   * @param why the reason and what to do about it, for people
   */
  MessageTooLargeException(String why) {
    super(why);
  }
}
