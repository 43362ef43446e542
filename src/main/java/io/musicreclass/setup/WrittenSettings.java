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

/** Answers as a configuration file writes them, under variables that win over it. */
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
  private static final int USUAL_PORT = 8080;

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

  /** What the page is bound to. */
  String host() {
    return value(HOST).orElse(LOOPBACK);
  }

  /** The answers, without the password. */
  SetupAnswers form(Settings read) {
    return new SetupAnswers(
        read.mqtt().url().orElse(""),
        read.mqtt().username().orElse(""),
        null,
        read.inbox().path(),
        read.reclass().library().paths().orElse(List.of()),
        !loopback(host()),
        value(PORT).filter(p -> p.matches("\\d{1,5}")).map(Integer::parseInt).orElse(USUAL_PORT));
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
   * Writes answers over those before.
   *
   * @param passwordFile a new one; empty: what is set stays for the same login, and no other
   */
  void fill(SetupAnswers form, SetupAnswers before, Optional<String> passwordFile) {
    set(URL, form.broker());
    set(USERNAME, form.username());
    if (!form.sameLogin(before) || passwordFile.isPresent()) {
      text.remove(key -> key.equals(PASSWORD) || key.equals(PASSWORD_FILE));
    }
    passwordFile.ifPresent(path -> text.set(PASSWORD_FILE, path));
    set(INBOX, form.inbox());
    text.remove(key -> key.startsWith(LIBRARY + "["));
    set(LIBRARY, String.join(",", form.library()));
    if (form.network() != before.network()) {
      set(HOST, form.network() ? ALL : LOOPBACK);
    }
    if (form.port() != before.port()) {
      set(PORT, "" + form.port());
    }
  }

  private void set(String key, String value) {
    if (value.isEmpty()) {
      text.remove(key::equals);
    } else {
      text.set(key, value);
    }
  }

  /** Answers that are read back as something else: the environment wins, or a name has commas. */
  List<CheckResult> unread(SetupAnswers wished, SetupAnswers before, SetupAnswers read) {
    List<CheckResult> unread = new ArrayList<>();
    boolean given = wished.password() != null;
    check(unread, "password", PASSWORD, given || wished.sameLogin(before) || !hasPassword());
    check(unread, "broker", URL, wished.broker().equals(read.broker()));
    check(unread, "username", USERNAME, wished.username().equals(read.username()));
    check(unread, "inbox", INBOX, wished.inbox().equals(read.inbox()));
    check(unread, "library", LIBRARY, wished.library().equals(read.library()));
    check(unread, "network", HOST, wished.network() == read.network());
    check(unread, "port", PORT, wished.port() == read.port());
    return unread;
  }

  private void check(List<CheckResult> unread, String field, String key, boolean same) {
    if (!same) {
      String variable = variable(key);
      String why =
          environment.containsKey(variable)
              ? variable + " in the environment says something else and wins: unset it"
              : "It would be read as something else in " + key + ": choose a name without commas";
      unread.add(new CheckResult(field, false, why));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
