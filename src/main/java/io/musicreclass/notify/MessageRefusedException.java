package io.musicreclass.notify;

/** The receiver will never accept a message: sending it again is of no use. */
public class MessageRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why the reason and what to do about it, for people
   */
  public MessageRefusedException(String why) {
    super(why, null, false, false);
  }
}
