package io.musicreclass.track;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A printable copy of an exception with the same stack trace, causes and suppressed exceptions,
 * whose messages are each on one line without control characters.
 */
final class EscapedThrowable extends Throwable {
  private static final long serialVersionUID = 1;

  private final String text;

  private EscapedThrowable(Throwable failure, Set<Throwable> seen) {
    super(null, cause(failure, seen), true, true);
    text = ControlCharacters.escape(failure.toString());
    setStackTrace(failure.getStackTrace());
    for (Throwable suppressed : failure.getSuppressed()) {
      if (!seen.contains(suppressed)) {
        addSuppressed(new EscapedThrowable(suppressed, seen));
      }
    }
  }

  private static @Nullable Throwable cause(Throwable failure, Set<Throwable> seen) {
    seen.add(failure);
    Throwable cause = failure.getCause();
    return cause == null || seen.contains(cause) ? null : new EscapedThrowable(cause, seen);
  }

  static @Nullable Throwable of(@Nullable Throwable failure) {
    return failure == null || failure instanceof EscapedThrowable
        ? failure
        : new EscapedThrowable(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // shows the original's class
  public String toString() {
    return text;
  }
}
