package io.musicreclass.convert.read;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that cannot be used: which file and tensor, what is wrong, and what would mend it.
 */
public final class ConvertException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final @Nullable String tensor;
  private final String mend;
  private final boolean option;

  private ConvertException(
      Path file,
      @Nullable String tensor,
      String what,
      String mend,
      boolean option,
      @Nullable Throwable cause) {
    super(
        file + ": " + (tensor == null ? "" : "tensor " + tensor + " ") + what + ". " + mend, cause);
    this.file = file;
    this.tensor = tensor;
    this.mend = mend;
    this.option = option;
  }

  /** The file as a whole is at fault. */
  public static ConvertException of(Path file, String what, String mend) {
    return new ConvertException(file, null, what, mend, false, null);
  }

  /** The file as a whole is at fault, as an exception told. */
  public static ConvertException of(Path file, String what, String mend, Throwable cause) {
    return new ConvertException(file, null, what, mend, false, cause);
  }

  /** The file is sound but does not tell all: an option of the command, named by the mend, must. */
  public static ConvertException ofOption(Path file, String what, String mend) {
    return new ConvertException(file, null, what, mend, true, null);
  }

  /** One tensor is at fault; {@code what} continues a sentence that begins with its name. */
  public static ConvertException ofTensor(Path file, String tensor, String what, String mend) {
    return new ConvertException(file, tensor, what, mend, false, null);
  }

  /** The checkpoint. */
  public Path file() {
    return file;
  }

  /** The tensor at fault, where it is one. */
  public Optional<String> tensor() {
    return Optional.ofNullable(tensor);
  }

  /** Whether an option of the command mends it, not another file. */
  public boolean mendedByOption() {
    return option;
  }

  /** What the user can do about it. */
  public String mend() {
    return mend;
  }
}
