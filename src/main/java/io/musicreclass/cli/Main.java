package io.musicreclass.cli;

import io.musicreclass.backup.RestoreJournal;
import io.musicreclass.cli.backup.BackupCommand;
import io.musicreclass.cli.backup.RestoreCommand;
import io.musicreclass.cli.classify.ClassifyCommand;
import io.musicreclass.cli.evaluate.EvaluateCommand;
import io.musicreclass.cli.evaluate.MislabelledCommand;
import io.musicreclass.cli.evaluate.TuneCommand;
import io.musicreclass.cli.manual.CommandHelp;
import io.musicreclass.cli.manual.CompletionCommand;
import io.musicreclass.cli.manual.HelpCommand;
import io.musicreclass.cli.manual.PackageFilesCommand;
import io.musicreclass.cli.manual.ParameterErrors;
import io.musicreclass.cli.model.ModelCommand;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.table.EmbedCommand;
import io.musicreclass.cli.table.FeaturesCommand;
import io.musicreclass.cli.terminal.EscapingPrintStream;
import io.musicreclass.cli.terminal.StatusLine;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.cli.worker.WorkerCommand;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.natives.NativeFiles;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command {@code reclass}. */
@QuarkusMain
@Command(
    name = "reclass",
    description = "Watches a folder and publishes each song's genre over MQTT.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {"", "Default command: run. Help of a command: reclass COMMAND --help."},
    subcommands = {
      RunCommand.class,
      SetupCommand.class,
      ReloadCommand.class,
      ClassifyCommand.class,
      FeaturesCommand.class,
      EmbedCommand.class,
      ModelCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      TuneCommand.class,
      MislabelledCommand.class,
      DoctorCommand.class,
      WhyCommand.class,
      SimilarCommand.class,
      RevoteCommand.class,
      RetryCommand.class,
      CorrectCommand.class,
      TokenCommand.class,
      ApplyCommand.class,
      UndoCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      MqttCommand.class,
      WorkerCommand.class,
      ExportCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
      PackageFilesCommand.class,
      RehearseCommand.class
    })
public final class Main implements Runnable {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** Runs a command and exits with its status. */
  public static void main(String... args) {
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    boolean daemon = args.length == 0 || args[0].equals("run");
    Optional<TemporaryFolder> temporary =
        TemporaryFolder.in(Installation.home().resolve("tmp"), daemon);
    temporary.map(TemporaryFolder::folder).ifPresent(NativeFiles::useTemporary);
    NativeFiles.use(Installation.root());
    try {
      RestoreJournal.finishInterrupted(Installation.home());
    } catch (IOException | LedgerException e) {
      System.err.println("reclass: An interrupted restore cannot be finished: " + e.getMessage());
      System.exit(USAGE);
    }
    StopSignals.handle(
        signalled -> {
          StatusLine.end();
          WorkerCommand.leave();
          temporary.ifPresent(Main::remove);
          Runtime.getRuntime().halt(signalled);
        });
    int status = execute(args);
    temporary.ifPresent(Main::remove);
    System.exit(status);
  }

  private static void remove(TemporaryFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      // the next process removes it
    }
  }

  public static int execute(String... args) {
    String[] words = args.length == 0 ? new String[] {"run"} : args;
    return execute(named(words[0]), words);
  }

  /** Runs any command with uniform error messages. */
  public static int execute(Object command, String... args) {
    return execute(new CommandLine(command), args);
  }

  /**
   * This program with the named command only, since picocli inspects every option of the commands
   * it knows; with all of them if there is no such command, or if it is about the others.
   */
  private static CommandLine named(String name) {
    for (Class<?> command : Main.class.getAnnotation(Command.class).subcommands()) {
      if (command.getAnnotation(Command.class).name().equals(name)
          && command.getPackage() != HelpCommand.class.getPackage()) {
        return new CommandLine(CommandSpec.create().name("reclass"))
            .addSubcommand(new CommandLine(command));
      }
    }
    return new CommandLine(new Main());
  }

  private static int execute(CommandLine line, String... args) {
    CommandHelp.applyTo(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, failed, parsed) -> report(e));
    line.setParameterExceptionHandler((e, a) -> usageError(e));
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(EscapingPrintStream.of(out));
    System.setErr(EscapingPrintStream.of(err));
    try {
      return line.execute(args);
    } finally {
      StatusLine.clear();
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Only reached by options without a command, which picocli has handled already. */
  @Override
  public void run() {}

  /**
   * Errors that a user can correct are one clear line; others are bugs and keep their stack trace.
   */
  private static int report(Exception e) {
    StatusLine.clear();
    if (e instanceof ConvertException bad) {
      System.err.println("reclass: " + bad.getMessage());
      return bad.solvedByOption() ? USAGE : FAILED;
    }
    if (e instanceof UsageError misuse) {
      System.err.println("reclass: " + misuse.lines().get(0));
      misuse.lines().stream().skip(1).forEach(System.err::println);
      return USAGE;
    }
    if (e instanceof IllegalArgumentException
        || e instanceof IllegalStateException
        || e instanceof java.io.IOException
        || e instanceof LedgerException) {
      System.err.println("reclass: " + e.getMessage());
      return e instanceof java.io.IOException ? FAILED : USAGE;
    }
    e.printStackTrace();
    return FAILED;
  }

  private static int usageError(ParameterException e) {
    System.err.println("reclass: " + ParameterErrors.text(e));
    System.err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return USAGE;
  }
}
