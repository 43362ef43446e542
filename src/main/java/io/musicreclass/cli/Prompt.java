package io.musicreclass.cli;

import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.cli.terminal.UsageError;
import java.io.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a person. */
interface Prompt {
  /** A question's answer, without blanks around it; empty where the person just hit Enter. */
  String ask(String question);

  /** The same, not shown while it is typed, and with its blanks. */
  String askSecretly(String question);

  /**
   * The person at this terminal.
   *
   * @throws UsageError when there is none
   */
  static Prompt terminal() {
    if (!Terminal.isTerminal(0) || !Terminal.isTerminal(1)) {
      throw new UsageError("There is no terminal to ask on: give options (reclass setup --help)");
    }
    StopSignals.restore(); // a password's question has the JVM switch the terminal's echo on again
    Console console = Objects.requireNonNull(System.console(), "Two terminals make a console");
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
      throw new UsageError("Broken off: nothing is written");
    }
    return answer;
  }
}
