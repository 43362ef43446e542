package io.musicreclass.convert.read;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that cannot be used; the message names file and tensor, what is wrong and what to
 * do.
 */
public final class ConvertException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final @Nullable String tensor;
  private final String remedy;
  private final boolean option;

  private ConvertException(
      Path file,
      @Nullable String tensor,
      String what,
      String remedy,
      boolean option,
      @Nullable Throwable cause) {
    super(
        file + ": " + (tensor == null ? "" : "tensor " + tensor + " ") + what + ". " + remedy,
        cause);
    this.file = file;
    this.tensor = tensor;
    this.remedy = remedy;
    this.option = option;
  }

  /** The file as a whole is at fault. */
  public static ConvertException of(Path file, String what, String remedy) {
    return new ConvertException(file, null, what, remedy, false, null);
  }

  /** The file as a whole is at fault, because of another exception. */
  public static ConvertException of(Path file, String what, String remedy, Throwable cause) {
    return new ConvertException(file, null, what, remedy, false, cause);
  }

  /**
   * The file is valid but lacks information, which an option of the command, named in the remedy,
   * must give.
   */
  public static ConvertException ofOption(Path file, String what, String remedy) {
    return new ConvertException(file, null, what, remedy, true, null);
  }

  /** One tensor is at fault; {@code what} continues a sentence that begins with its name. */
  public static ConvertException ofTensor(Path file, String tensor, String what, String remedy) {
    return new ConvertException(file, tensor, what, remedy, false, null);
  }

  /** The checkpoint. */
  public Path file() {
    return file;
  }

  /** The tensor at fault, if it is one. */
  public Optional<String> tensor() {
    return Optional.ofNullable(tensor);
  }

  /** Whether an option of the command solves it, rather than another file. */
  public boolean solvedByOption() {
    return option;
  }

  /** What the user can do about it. */
  public String remedy() {
    return remedy;
  }
}
