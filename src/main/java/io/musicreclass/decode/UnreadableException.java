package io.musicreclass.decode;

import io.musicreclass.track.ControlCharacters;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be analysed; becomes a {@link Decoded.Unreadable}. */
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Decoded.Reason reason;

  /**
   * A refusal.
   *
   * @param rest the rest of the sentence after the file's name, with the remedy
   */
  UnreadableException(Decoded.Reason reason, Path file, String rest) {
    super(sentence(file, rest));
    this.reason = reason;
  }

  Decoded.Unreadable outcome() {
    return new Decoded.Unreadable(reason, getMessage());
  }

  /** A sentence about a file: its name with control characters escaped, and the rest. */
  static String sentence(Path file, String rest) {
    Path name = file.getFileName();
    String text = SongFile.text(name == null ? file : file.toAbsolutePath());
    return ControlCharacters.escape(text.substring(text.lastIndexOf('/') + 1)) + " " + rest;
  }
}
