package io.musicreclass.cli.terminal;

import io.musicreclass.track.ControlCharacters;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Escapes control characters in printed texts and format arguments, which could otherwise control
 * the terminal or forge lines. Bytes are written unchanged.
 */
public final class EscapingPrintStream extends PrintStream {
  private final PrintStream target;

  private EscapingPrintStream(PrintStream out) {
    super(out, true, StandardCharsets.UTF_8);
    this.target = out;
  }

  public static PrintStream of(PrintStream out) {
    return out instanceof EscapingPrintStream ? out : new EscapingPrintStream(out);
  }

  /** Writes a text with our own control characters, such as a progress bar. */
  public static void writeUnescaped(PrintStream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    stream.write(bytes, 0, bytes.length);
    stream.flush();
  }

  @Override
  public void print(@Nullable String text) {
    target.print(ControlCharacters.escape("" + text));
  }

  @Override
  public void print(@Nullable Object object) {
    target.print(escaped(object));
  }

  @Override
  public void println(@Nullable String text) {
    target.println(ControlCharacters.escape("" + text));
  }

  @Override
  public void println(@Nullable Object object) {
    target.println(escaped(object));
  }

  @Override
  public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... args) {
    target.print(String.format(locale, format, Arrays.stream(args).map(this::argument).toArray()));
    target.flush();
    return this;
  }

  @Override
  public PrintStream format(String format, @Nullable Object... args) {
    return format(Locale.getDefault(Locale.Category.FORMAT), format, args);
  }

  /** Numbers and dates keep their types for the format. */
  private @Nullable Object argument(@Nullable Object object) {
    boolean text =
        object instanceof CharSequence
            || object instanceof Character
            || object instanceof java.nio.file.Path
            || object instanceof Throwable;
    return text ? escaped(object) : object;
  }

  /** Leading tabs stay: they indent stack traces. */
  private static String escaped(@Nullable Object object) {
    String text =
        String.valueOf(object instanceof Throwable t ? ControlCharacters.escape(t) : object);
    String body = text.stripLeading();
    String indent = text.substring(0, text.length() - body.length());
    return indent.chars().allMatch(c -> c == '\t')
        ? indent + ControlCharacters.escape(body)
        : ControlCharacters.escape(text);
  }

  @Override
  public void flush() {
    target.flush();
  }

  @Override
  public boolean checkError() {
    return target.checkError();
  }
}
