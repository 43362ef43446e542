package io.musicreclass.setup;

import io.musicreclass.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The answers as written in the configuration file and overridden by environment variables. */
final class WrittenSettings {
  private static final String URL = "reclass.mqtt.url";
  private static final String USERNAME = "reclass.mqtt.username";
  private static final String PASSWORD = "reclass.mqtt.password";
  private static final String PASSWORD_FILE = "reclass.mqtt.password-file";
  private static final String INBOX = "reclass.inbox.path";
  private static final String LIBRARY = "reclass.library.paths";
  private static final String HOST = "quarkus.http.host";
  private static final String PORT = "quarkus.http.port";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String ALL = "0.0.0.0";
  private static final int DEFAULT_PORT = 8080;

  private final PropertiesText text;
  private final Map<String, String> environment;

  private WrittenSettings(PropertiesText text, Map<String, String> environment) {
    this.text = text;
    this.environment = environment;
  }

  /** Reads a file, which may be absent. */
  static WrittenSettings in(Path file, Map<String, String> environment) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    return new WrittenSettings(new PropertiesText(text), environment);
  }

  /** Whether a broker, an inbox or a library is set. */
  boolean any() {
    return Stream.of(URL, USERNAME, INBOX, LIBRARY).anyMatch(key -> value(key).isPresent());
  }

  boolean hasPassword() {
    return value(PASSWORD).or(() -> value(PASSWORD_FILE)).isPresent();
  }

  /** The address that the page is bound to. */
  String host() {
    return value(HOST).orElse(LOOPBACK);
  }

  /** The answers, without the password. */
  SetupAnswers answers(Settings read) {
    return new SetupAnswers(
        read.mqtt().url().orElse(""),
        read.mqtt().username().orElse(""),
        null,
        read.inbox().path(),
        read.reclass().library().paths().orElse(List.of()),
        !loopback(host()),
        value(PORT).filter(p -> p.matches("\\d{1,5}")).map(Integer::parseInt).orElse(DEFAULT_PORT));
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(environment.get(variable(key)))
        .or(() -> text.get(key))
        .filter(value -> !value.isBlank());
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * Replaces the answers.
   *
   * @param passwordFile a new one; empty: keep the current one, if the login is the same
   */
  void fill(SetupAnswers answers, SetupAnswers before, Optional<String> passwordFile) {
    set(URL, answers.broker());
    set(USERNAME, answers.username());
    if (!answers.sameLogin(before) || passwordFile.isPresent()) {
      text.remove(key -> key.equals(PASSWORD) || key.equals(PASSWORD_FILE));
    }
    passwordFile.ifPresent(path -> text.set(PASSWORD_FILE, path));
    set(INBOX, answers.inbox());
    text.remove(key -> key.startsWith(LIBRARY + "["));
    set(LIBRARY, String.join(",", answers.library()));
    if (answers.network() != before.network()) {
      set(HOST, answers.network() ? ALL : LOOPBACK);
    }
    if (answers.port() != before.port()) {
      set(PORT, "" + answers.port());
    }
  }

  private void set(String key, String value) {
    if (value.isEmpty()) {
      text.remove(key::equals);
    } else {
      text.set(key, value);
    }
  }

  /**
   * Answers that would be read back differently: overridden by the environment, or a name with
   * commas.
   */
  List<CheckResult> overridden(SetupAnswers requested, SetupAnswers before, SetupAnswers read) {
    List<CheckResult> overridden = new ArrayList<>();
    boolean given = requested.password() != null;
    check(overridden, "password", PASSWORD, given || requested.sameLogin(before) || !hasPassword());
    check(overridden, "broker", URL, requested.broker().equals(read.broker()));
    check(overridden, "username", USERNAME, requested.username().equals(read.username()));
    check(overridden, "inbox", INBOX, requested.inbox().equals(read.inbox()));
    check(overridden, "library", LIBRARY, requested.library().equals(read.library()));
    check(overridden, "network", HOST, requested.network() == read.network());
    check(overridden, "port", PORT, requested.port() == read.port());
    return overridden;
  }

  private void check(List<CheckResult> overridden, String field, String key, boolean same) {
    if (!same) {
      String variable = variable(key);
      String why =
          environment.containsKey(variable)
              ? variable + " in the environment overrides it: unset that variable"
              : "Cannot be stored in " + key + ": choose a name without commas";
      overridden.add(new CheckResult(field, false, why));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
