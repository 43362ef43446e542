package io.musicreclass.cli;

import io.musicreclass.setup.SetupAnswers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The questions of {@code reclass setup}; Enter accepts the value in brackets. */
final class SetupQuestions {
  /** Answer that selects the built-in broker. */
  static final String EMBEDDED = "embedded";

  private static final String NONE = "none";

  private final Prompt prompt;

  SetupQuestions(Prompt prompt) {
    this.prompt = prompt;
  }

  /**
   * Asks all questions.
   *
   * @param before the answers used when the user presses Enter
   * @param hasPassword whether a password is already set
   */
  SetupAnswers ask(SetupAnswers before, boolean hasPassword) {
    String broker = broker(before.broker());
    String username =
        broker.isEmpty() ? "" : optional("User name at the broker", before.username(), NONE);
    boolean same = broker.equals(before.broker()) && username.equals(before.username());
    return new SetupAnswers(
        broker,
        username,
        username.isEmpty() ? null : password(hasPassword && same),
        folder(answer("Inbox folder for new songs", before.inbox()), before.inbox()),
        library(before.library()),
        yesNo("Allow other machines on the network to open the page", before.network()),
        number("Port of the page", before.port()));
  }

  /** Whether the user wants to correct the answers. */
  boolean again() {
    return yesNo("Not saved, see the problems above. Answer again", true);
  }

  private String broker(String before) {
    String shown = before.isEmpty() ? EMBEDDED : before;
    String answer = answer("MQTT broker, such as tcp://192.168.1.2:1883", shown);
    return answer.equals(EMBEDDED) ? "" : answer;
  }

  private @Nullable String password(boolean kept) {
    String answer = prompt.askSecretly("Password [" + (kept ? "unchanged" : NONE) + "]: ");
    return answer.isEmpty() ? null : answer;
  }

  private List<String> library(List<String> before) {
    String shown = String.join(", ", before);
    String answer =
        optional("Library folders to classify in the background, separated by commas", shown, NONE);
    return answer.equals(shown)
        ? before
        : Stream.of(answer.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(name -> folder(name, ""))
            .toList();
  }

  /** Resolves {@code ~} and relative paths as a shell would. */
  private static String folder(String answer, String before) {
    if (answer.equals(before)) {
      return before;
    }
    boolean home = answer.equals("~") || answer.startsWith("~/");
    Path path = Path.of(home ? System.getProperty("user.home") + answer.substring(1) : answer);
    return path.toAbsolutePath().normalize().toString();
  }

  private boolean yesNo(String question, boolean before) {
    String answer = answer(question + "? yes or no", before ? "yes" : "no");
    String word = answer.toLowerCase(Locale.ROOT);
    return word.matches("y(es)?|no?") ? word.startsWith("y") : yesNo(question, before);
  }

  private int number(String question, int before) {
    String answer = answer(question, "" + before);
    return answer.matches("\\d{1,5}") ? Integer.parseInt(answer) : number(question, before);
  }

  /** An optional answer; a word stands for the empty one. */
  private String optional(String question, String before, String nothing) {
    String answer = answer(question, before.isEmpty() ? nothing : before);
    return answer.equals(nothing) ? "" : answer;
  }

  private String answer(String question, String before) {
    String answer = prompt.ask(question + " [" + before + "]: ");
    return answer.isEmpty() ? before : answer;
  }
}
