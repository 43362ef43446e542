package io.musicreclass.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is wrong with answers by themselves, before anything is tried. */
final class AnswerChecks {
  private static final int LAST_PORT = 65_535;

  /** Which answer a key of the settings belongs to; the first that is named in a problem. */
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
      problems.add(wrong("inbox", "Name a folder, such as ./inbox"));
    }
    if (answers.library().stream().anyMatch(String::isBlank)) {
      problems.add(wrong("library", "A folder has no name: leave it out"));
    }
    if (answers.port() < 1 || answers.port() > LAST_PORT) {
      problems.add(wrong("port", "A port is a number from 1 to " + LAST_PORT));
    }
    if (answers.broker().isEmpty() && !answers.username().isEmpty()) {
      problems.add(wrong("username", "The embedded broker has no logins: name a broker, or none"));
    }
    if (answers.password() != null && answers.password().isEmpty()) {
      problems.add(wrong("password", "The password is empty: leave it out, or give one"));
    }
    return problems;
  }

  private static void plain(List<CheckResult> problems, String field, String answer) {
    if (answer.chars().anyMatch(c -> Character.isISOControl(c) || c == Character.MAX_VALUE)) {
      problems.add(wrong(field, "It holds characters that cannot be seen: type it again"));
    }
  }

  /** What reading the settings has found, a line each, by answer. */
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
