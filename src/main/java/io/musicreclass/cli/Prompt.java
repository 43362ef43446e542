package io.musicreclass.cli;

import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.cli.terminal.UsageError;
import java.io.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the user. */
interface Prompt {
  /** Asks a question. The answer is stripped of blanks; empty if the user only pressed Enter. */
  String ask(String question);

  /** The same for a secret: not echoed, and not stripped. */
  String askSecretly(String question);

  /**
   * Prompts on this terminal.
   *
   * @throws UsageError if there is no terminal
   */
  static Prompt terminal() {
    if (!Terminal.isTerminal(0) || !Terminal.isTerminal(1)) {
      throw new UsageError("No terminal for questions: use options (reclass setup --help)");
    }
    StopSignals
        .restore(); // reading a password needs the JVM's hook that switches the echo on again
    Console console = Objects.requireNonNull(System.console(), "Input and output are terminals");
    return new Prompt() {
      @Override
      public String ask(String question) {
        return given(console.readLine("%s", question)).strip();
      }

      @Override
      public String askSecretly(String question) {
        char[] answer = console.readPassword("%s", question);
        return given(answer == null ? null : new String(answer));
      }
    };
  }

  private static String given(@Nullable String answer) {
    if (answer == null) {
      throw new UsageError("Cancelled: nothing was saved");
    }
    return answer;
  }
}
