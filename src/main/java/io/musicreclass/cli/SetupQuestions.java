package io.musicreclass.cli;

import io.musicreclass.setup.SetupAnswers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The questions of {@code reclass setup}, in plain words; Enter takes what is in brackets. */
final class SetupQuestions {
  /** What the broker that Reclass brings is called here. */
  static final String EMBEDDED = "embedded";

  private static final String NONE = "none";

  private final Prompt asker;

  SetupQuestions(Prompt asker) {
    this.asker = asker;
  }

  /**
   * Asks for everything.
   *
   * @param before the answers that hold when a person just hits Enter
   * @param hasPassword whether one is set already
   */
  SetupAnswers ask(SetupAnswers before, boolean hasPassword) {
    String broker = broker(before.broker());
    String username = broker.isEmpty() ? "" : or("User name there", before.username(), NONE);
    boolean same = broker.equals(before.broker()) && username.equals(before.username());
    return new SetupAnswers(
        broker,
        username,
        username.isEmpty() ? null : password(hasPassword && same),
        folder(asked("Folder to drop songs into", before.inbox()), before.inbox()),
        library(before.library()),
        yes("May other machines at home open the page", before.network()),
        number("Port of the page", before.port()));
  }

  /** Whether a person wants to answer again. */
  boolean again() {
    return yes("Something is wrong, and nothing is written. Answer again", true);
  }

  private String broker(String before) {
    String shown = before.isEmpty() ? EMBEDDED : before;
    String answer = asked("MQTT broker, such as tcp://192.168.1.2:1883", shown);
    return answer.equals(EMBEDDED) ? "" : answer;
  }

  private @Nullable String password(boolean kept) {
    String answer = asker.askSecretly("Password [" + (kept ? "as it is" : NONE) + "]: ");
    return answer.isEmpty() ? null : answer;
  }

  private List<String> library(List<String> before) {
    String shown = String.join(", ", before);
    String answer = or("Folders of songs you have, with commas between them", shown, NONE);
    return answer.equals(shown)
        ? before
        : Stream.of(answer.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(name -> folder(name, ""))
            .toList();
  }

  /** A folder as a person at a terminal means it. */
  private static String folder(String answer, String before) {
    if (answer.equals(before)) {
      return before;
    }
    boolean home = answer.equals("~") || answer.startsWith("~/");
    Path path = Path.of(home ? System.getProperty("user.home") + answer.substring(1) : answer);
    return path.toAbsolutePath().normalize().toString();
  }

  private boolean yes(String question, boolean before) {
    String answer = asked(question + "? yes or no", before ? "yes" : "no");
    String word = answer.toLowerCase(Locale.ROOT);
    return word.matches("y(es)?|no?") ? word.startsWith("y") : yes(question, before);
  }

  private int number(String question, int before) {
    String answer = asked(question, "" + before);
    return answer.matches("\\d{1,5}") ? Integer.parseInt(answer) : number(question, before);
  }

  /** An answer that may be nothing, which a person writes as a word. */
  private String or(String question, String before, String nothing) {
    String answer = asked(question, before.isEmpty() ? nothing : before);
    return answer.equals(nothing) ? "" : answer;
  }

  private String asked(String question, String before) {
    String answer = asker.ask(question + " [" + before + "]: ");
    return answer.isEmpty() ? before : answer;
  }
}
