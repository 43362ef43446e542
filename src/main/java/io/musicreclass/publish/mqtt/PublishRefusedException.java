package io.musicreclass.publish.mqtt;

/** The broker refused an optional message. */
final class PublishRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why the reason and what to do about it, for users
   */
  PublishRefusedException(String why) {
    super(why, null, false, false);
  }
}
