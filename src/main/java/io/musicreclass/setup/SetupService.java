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

/** The few answers that a new installation needs: how they stand, and how they are changed. */
public final class SetupService {
  private static final String SETTINGS = "application.properties";
  private static final String PASSWORD = "mqtt-password";

  private final Path file;
  private final Map<String, String> environment;
  private final Function<Path, Settings> reader;

  /**
   * @param file the configuration, which may be absent
   * @param environment variables, which win over the configuration
   * @param reader reads and checks all settings with this file as the configuration; throws an
   *     {@link IllegalArgumentException} with a line for each problem
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

  /** Whether anybody has set a broker, an inbox or a library yet, or tried to. */
  public boolean configured() {
    try {
      return read().any();
    } catch (IOException | IllegalArgumentException e) {
      return true; // somebody wrote what cannot be read
    }
  }

  /**
   * The answers as they stand; without the password.
   *
   * @throws IllegalArgumentException with a line for each setting that is wrong
   */
  public SetupAnswers current() throws IOException {
    Settings setup = reader.apply(file); // first: it says best what is wrong
    return read().answers(setup);
  }

  /** Whether a password is set. */
  public boolean hasPassword() throws IOException {
    return read().hasPassword();
  }

  /** What the page is bound to. */
  public String host() throws IOException {
    return read().host();
  }

  private WrittenSettings read() throws IOException {
    return WrittenSettings.in(file, environment);
  }

  /**
   * Tries the answers out and, when all of them are good, writes them into the configuration; its
   * other keys and its comments stay. Makes the inbox when it is not there.
   *
   * @throws IOException when the configuration cannot be written; the message names the mend
   * @throws IllegalArgumentException when the configuration of now is wrong
   */
  public synchronized SetupOutcome save(SetupAnswers answers) throws IOException {
    Settings setup = reader.apply(file);
    SetupAnswers before = read().answers(setup);
    List<CheckResult> problems = AnswerChecks.problems(answers);
    if (!problems.isEmpty()) {
      return SetupOutcome.wrong(problems);
    }
    Path place = Files.exists(file) ? file.toRealPath() : file;
    try (DraftFolder draft = DraftFolder.in(place.getParent())) {
      List<CheckResult> findings = checked(answers, before, draft);
      if (!findings.stream().allMatch(CheckResult::ok)) {
        return SetupOutcome.wrong(findings);
      }
      replace(answers, before, setup, draft, place);
      boolean restart = answers.port() != before.port() || answers.network() != before.network();
      return new SetupOutcome(findings, true, restart);
    } catch (IOException e) {
      throw new IOException(
          "The settings cannot be written ("
              + e
              + "): run reclass setup as the user who owns "
              + place.getParent()
              + ", or with sudo",
          e);
    }
  }

  /** What comes of the answers in a configuration that only we see. */
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
    return overridden.isEmpty() ? SetupChecks.of(setup, written.host(), answers.port()) : overridden;
  }

  private static Optional<Path> password(SetupAnswers answers, DraftFolder draft) throws IOException {
    String password = answers.password();
    return password == null || answers.username().isEmpty()
        ? Optional.empty()
        : Optional.of(draft.write(PASSWORD, password + "\n"));
  }

  private void replace(
      SetupAnswers answers, SetupAnswers before, Settings setup, DraftFolder draft, Path place)
      throws IOException {
    Optional<Path> kept = Optional.empty();
    Optional<Path> password = password(answers, draft);
    if (password.isPresent()) {
      SetupChecks.owner(setup).ifPresent(owner -> DraftFolder.setOwner(password.get(), owner));
      kept = Optional.of(place.resolveSibling(PASSWORD));
      DraftFolder.replace(password.get(), kept.get());
    }
    WrittenSettings written = read();
    written.fill(answers, before, kept.map(path -> relative(path, setup.root())));
    Path drafted = draft.write(SETTINGS, written.toString());
    if (Files.exists(place)) {
      Files.setPosixFilePermissions(drafted, Files.getPosixFilePermissions(place));
      DraftFolder.setOwner(drafted, Files.getOwner(place));
    } else {
      Files.setPosixFilePermissions(drafted, PosixFilePermissions.fromString("rw-r--r--"));
    }
    DraftFolder.replace(drafted, place);
  }

  /** A path as the settings write it: below the root without the root. */
  private static String relative(Path path, Path root) {
    return (path.startsWith(root) ? root.relativize(path) : path).toString();
  }
}
