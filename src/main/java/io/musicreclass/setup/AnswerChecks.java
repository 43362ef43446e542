package io.musicreclass.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Validates the answers on their own, before anything is tried. */
final class AnswerChecks {
  private static final int LAST_PORT = 65_535;

  /** The answer that each settings key belongs to; the first key named in a problem counts. */
  private static final List<Map.Entry<String, String>> FIELDS =
      List.of(
          Map.entry("reclass.mqtt.password", "password"),
          Map.entry("reclass.mqtt.username", "username"),
          Map.entry("reclass.mqtt.", "broker"),
          Map.entry("reclass.library.", "library"),
          Map.entry("reclass.inbox.", "inbox"));

  private AnswerChecks() {}

  static List<CheckResult> problems(SetupAnswers answers) {
    List<CheckResult> problems = new ArrayList<>();
    plain(problems, "broker", answers.broker());
    plain(problems, "username", answers.username());
    plain(problems, "password", answers.password() == null ? "" : answers.password());
    plain(problems, "inbox", answers.inbox());
    answers.library().forEach(folder -> plain(problems, "library", folder));
    if (answers.inbox().isBlank()) {
      problems.add(wrong("inbox", "Enter a folder, such as ./inbox"));
    }
    if (answers.library().stream().anyMatch(String::isBlank)) {
      problems.add(wrong("library", "A folder name is empty: remove it"));
    }
    if (answers.port() < 1 || answers.port() > LAST_PORT) {
      problems.add(wrong("port", "Enter a port from 1 to " + LAST_PORT));
    }
    if (answers.broker().isEmpty() && !answers.username().isEmpty()) {
      problems.add(
          wrong(
              "username",
              "The built-in broker has no logins: enter a broker, or remove the user name"));
    }
    if (answers.password() != null && answers.password().isEmpty()) {
      problems.add(wrong("password", "The password is empty: omit it, or enter one"));
    }
    return problems;
  }

  private static void plain(List<CheckResult> problems, String field, String answer) {
    if (answer.chars().anyMatch(c -> Character.isISOControl(c) || c == Character.MAX_VALUE)) {
      problems.add(wrong(field, "Contains control characters: type it again"));
    }
  }

  /** Assigns the problems of reading the settings, one per line, to the answers. */
  static List<CheckResult> problems(String lines) {
    return lines.lines().map(line -> wrong(field(line), line)).toList();
  }

  private static String field(String line) {
    return Stream.concat(FIELDS.stream(), Stream.of(Map.entry("", "")))
        .filter(field -> line.contains(field.getKey()))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static CheckResult wrong(String field, String text) {
    return new CheckResult(field, false, text);
  }
}
