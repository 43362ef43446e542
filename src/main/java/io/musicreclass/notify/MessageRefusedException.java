package io.musicreclass.notify;

/** The receiver will never accept a message: there is no point in sending it again. */
public class MessageRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why the reason and what to do about it, for users
   */
  public MessageRefusedException(String why) {
    super(why, null, false, false);
  }
}
