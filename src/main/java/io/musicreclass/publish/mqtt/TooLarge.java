package io.musicreclass.publish.mqtt;

/**
 * A message is larger than the broker takes: it was not sent, and sending it again is of no use.
 */
public final class TooLarge extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why for people, with the mend
   */
  TooLarge(String why) {
    super(why, null, false, false);
  }
}
