package io.musicreclass.playback;

import java.io.IOException;

/** A song that cannot be played; the message says why, and {@link #remedy} what to do about it. */
public final class UnplayableException extends IOException {
  private static final long serialVersionUID = 1;

  /** Kinds of causes. */
  public enum Reason {
    /** There is no such file. */
    ABSENT,
    /** The file is not the one that was analysed. */
    CHANGED,
    /** The file is in none of the folders of the settings. */
    OUTSIDE,
    /** The file cannot be read or decoded. */
    UNREADABLE,
    /** Its disk does not respond. */
    NO_RESPONSE,
    /** Too many songs are played or converted. */
    BUSY
  }

  private final Reason reason;
  private final String remedy;

  UnplayableException(Reason reason, String message, String remedy) {
    super(message);
    this.reason = reason;
    this.remedy = remedy;
  }

  public Reason reason() {
    return reason;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
