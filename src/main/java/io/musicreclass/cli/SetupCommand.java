package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.WebConfig;
import io.musicreclass.setup.CheckResult;
import io.musicreclass.setup.SetupAnswers;
import io.musicreclass.setup.SetupOutcome;
import io.musicreclass.setup.SetupService;
import io.musicreclass.web.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code reclass setup}: asks for the basic settings of a new installation, checks and saves them.
 */
@Command(
    name = "setup",
    description = {
      "Asks for broker, folders and page access, checks the answers and saves the settings.",
      "With options it asks nothing, and leaves all other settings unchanged."
    },
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
  private enum YesNo {
    YES,
    NO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "tcp://HOST:1883 or ssl://HOST:8883; embedded: the built-in broker.")
  private @Nullable String broker;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      description = "User name at the broker; empty: none.")
  private @Nullable String username;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password; it is copied.")
  private @Nullable Path passwordFile;

  @Option(names = "--inbox", paramLabel = "DIR", description = "The watched folder.")
  private @Nullable Path inbox;

  @Option(
      names = "--library",
      paramLabel = "DIR",
      description = "A folder to classify in the background; repeatable.")
  private @Nullable List<Path> library;

  @Option(
      names = "--network",
      paramLabel = "yes|no",
      description = "Whether other machines can open the page; changes then need the token.")
  private @Nullable YesNo network;

  @Option(names = "--port", paramLabel = "N", description = "Port of the page.")
  private @Nullable Integer port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SetupService setupService = Installation.setupService();
    SetupAnswers before = setupService.current();
    SetupOutcome outcome;
    if (!spec.commandLine().getParseResult().matchedOptions().isEmpty()) {
      outcome = save(setupService, answers(before));
    } else {
      SetupQuestions questions = new SetupQuestions(Prompt.terminal());
      SetupAnswers answers = before;
      do {
        answers = questions.ask(answers, setupService.hasPassword());
        outcome = save(setupService, answers);
      } while (!outcome.written() && questions.again());
    }
    return report(setupService, outcome);
  }

  private SetupAnswers answers(SetupAnswers before) throws IOException {
    return new SetupAnswers(
        broker == null ? before.broker() : broker.equals(SetupQuestions.EMBEDDED) ? "" : broker,
        username == null ? before.username() : username,
        passwordFile == null ? null : firstLine(passwordFile),
        inbox == null ? before.inbox() : absolute(inbox),
        library == null ? before.library() : library.stream().map(SetupCommand::absolute).toList(),
        network == null ? before.network() : network == YesNo.YES,
        port == null ? before.port() : port);
  }

  /** Paths on the command line are relative to the working directory, unlike those in settings. */
  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static String firstLine(Path file) throws IOException {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UsageError("--password-file: " + file + " cannot be read (" + e + ")");
    }
  }

  private static SetupOutcome save(SetupService setupService, SetupAnswers answers)
      throws IOException {
    System.err.println("Checking ...");
    SetupOutcome outcome = setupService.save(answers);
    for (CheckResult finding : outcome.findings()) {
      String mark = finding.ok() ? "ok" : "PROBLEM";
      System.out.printf("%-8s %-9s %s%n", mark, finding.field(), finding.text());
    }
    return outcome;
  }

  private static int report(SetupService setupService, SetupOutcome outcome) throws IOException {
    if (!outcome.written()) {
      System.err.println("reclass: Not saved: correct the answers above");
      return 1;
    }
    System.out.println("Saved: " + setupService.file());
    System.out.println(
        outcome.restart()
            ? "Next: reclass run, or restart the daemon if it is running"
            : "Next: reclass run, or reclass reload if it is already running");
    System.out.println(
        "Page: "
            + Server.link(
                setupService.host(),
                setupService.current().port(),
                Installation.settings().get(WebConfig.class).base(),
                Installation.setup().home()));
    return 0;
  }
}
