package io.musicreclass.setup;

import io.musicreclass.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads, checks and saves the basic settings of a new installation. */
public final class SetupService {
  private static final String SETTINGS = "application.properties";
  private static final String PASSWORD = "mqtt-password";

  private final Path file;
  private final Map<String, String> environment;
  private final Function<Path, Settings> reader;

  /**
   * @param file the configuration, which may be absent
   * @param environment variables, which override the configuration
   * @param reader reads and checks all settings with this file as the configuration; throws an
   *     {@link IllegalArgumentException} with one line per problem
   */
  public SetupService(Path file, Map<String, String> environment, Function<Path, Settings> reader) {
    this.file = file;
    this.environment = environment;
    this.reader = reader;
  }

  /** The configuration file. */
  public Path file() {
    return file;
  }

  /** Whether a broker, an inbox or a library is configured, or the configuration is unreadable. */
  public boolean configured() {
    try {
      return read().any();
    } catch (IOException | IllegalArgumentException e) {
      return true; // unreadable, but not empty
    }
  }

  /**
   * The current answers, without the password.
   *
   * @throws IllegalArgumentException with one line per invalid setting
   */
  public SetupAnswers current() throws IOException {
    Settings setup = reader.apply(file); // first: its error messages are the best
    return read().answers(setup);
  }

  /** Whether a password is set. */
  public boolean hasPassword() throws IOException {
    return read().hasPassword();
  }

  /** The address that the page is bound to. */
  public String host() throws IOException {
    return read().host();
  }

  private WrittenSettings read() throws IOException {
    return WrittenSettings.in(file, environment);
  }

  /**
   * Checks the answers and, if all are valid, saves them to the configuration, whose other keys and
   * comments are preserved. Creates the inbox if missing.
   *
   * @throws IOException if the configuration cannot be written; the message names the remedy
   * @throws IllegalArgumentException if the current configuration is invalid
   */
  public synchronized SetupOutcome save(SetupAnswers answers) throws IOException {
    Settings setup = reader.apply(file);
    SetupAnswers before = read().answers(setup);
    List<CheckResult> problems = AnswerChecks.problems(answers);
    if (!problems.isEmpty()) {
      return SetupOutcome.wrong(problems);
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    try (DraftFolder draft = DraftFolder.in(target.getParent())) {
      List<CheckResult> findings = checked(answers, before, draft);
      if (!findings.stream().allMatch(CheckResult::ok)) {
        return SetupOutcome.wrong(findings);
      }
      replace(answers, before, setup, draft, target);
      boolean restart = answers.port() != before.port() || answers.network() != before.network();
      return new SetupOutcome(findings, true, restart);
    } catch (IOException e) {
      throw new IOException(
          "The settings cannot be saved ("
              + e
              + "): run reclass setup as the user who owns "
              + target.getParent()
              + ", or with sudo",
          e);
    }
  }

  /** Checks the answers in a private copy of the configuration. */
  private List<CheckResult> checked(SetupAnswers answers, SetupAnswers before, DraftFolder draft)
      throws IOException {
    Optional<Path> password = password(answers, draft);
    WrittenSettings written = read();
    written.fill(answers, before, password.map(Path::toString));
    Settings setup;
    try {
      setup = reader.apply(draft.write(SETTINGS, written.toString()));
    } catch (IllegalArgumentException e) {
      return AnswerChecks.problems(String.valueOf(e.getMessage()));
    }
    List<CheckResult> overridden = written.overridden(answers, before, written.answers(setup));
    return overridden.isEmpty()
        ? SetupChecks.of(setup, written.host(), answers.port())
        : overridden;
  }

  private static Optional<Path> password(SetupAnswers answers, DraftFolder draft)
      throws IOException {
    String password = answers.password();
    return password == null || answers.username().isEmpty()
        ? Optional.empty()
        : Optional.of(draft.write(PASSWORD, password + "\n"));
  }

  private void replace(
      SetupAnswers answers, SetupAnswers before, Settings setup, DraftFolder draft, Path target)
      throws IOException {
    Optional<Path> passwordFile = Optional.empty();
    Optional<Path> password = password(answers, draft);
    if (password.isPresent()) {
      SetupChecks.owner(setup).ifPresent(owner -> DraftFolder.setOwner(password.get(), owner));
      passwordFile = Optional.of(target.resolveSibling(PASSWORD));
      DraftFolder.replace(password.get(), passwordFile.get());
    }
    WrittenSettings written = read();
    written.fill(answers, before, passwordFile.map(path -> relative(path, setup.root())));
    Path drafted = draft.write(SETTINGS, written.toString());
    if (Files.exists(target)) {
      Files.setPosixFilePermissions(drafted, Files.getPosixFilePermissions(target));
      DraftFolder.setOwner(drafted, Files.getOwner(target));
    } else {
      Files.setPosixFilePermissions(drafted, PosixFilePermissions.fromString("rw-r--r--"));
    }
    DraftFolder.replace(drafted, target);
  }

  /** A path as written in the settings: relative if it is below the root. */
  private static String relative(Path path, Path root) {
    return (path.startsWith(root) ? root.relativize(path) : path).toString();
  }
}
