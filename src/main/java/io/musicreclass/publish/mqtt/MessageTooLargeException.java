package io.musicreclass.publish.mqtt;

import io.musicreclass.notify.MessageRefusedException;

/** A message was not sent because it is larger than the broker accepts. */
final class MessageTooLargeException extends MessageRefusedException {
  private static final long serialVersionUID = 1;

  /**
   * @param why the reason and what to do about it, for users
   */
  MessageTooLargeException(String why) {
    super(why);
  }
}
