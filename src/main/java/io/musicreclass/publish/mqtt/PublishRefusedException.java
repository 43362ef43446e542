package io.musicreclass.publish.mqtt;

/** The broker does not take a message that nothing else depends on. */
final class PublishRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why for people, with the mend
   */
  PublishRefusedException(String why) {
    super(why, null, false, false);
  }
}
