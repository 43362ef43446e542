package io.musicreclass.cli.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reclass package-files DIR}: what a package installs below {@code /usr/share}. */
@Command(
    name = "package-files",
    hidden = true,
    description = "Writes man pages and completion scripts into a folder; the build does.",
    mixinStandardHelpOptions = true)
public final class PackageFilesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder, laid out as /usr/share.")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine root = spec.root().commandLine();
    List<CommandSpec> commands = new ArrayList<>(List.of(root.getCommandSpec()));
    commands.addAll(SpecTree.below(root.getCommandSpec()));
    String version = String.join("", root.getCommandSpec().version());
    for (CommandSpec command : commands) {
      write("man/man1/" + ManPage.name(command) + ".1", ManPage.text(command, version));
    }
    write("bash-completion/completions/reclass", script(CompletionCommand.Shell.BASH, root));
    write("zsh/site-functions/_reclass", script(CompletionCommand.Shell.ZSH, root));
    write("fish/vendor_completions.d/reclass.fish", script(CompletionCommand.Shell.FISH, root));
    return 0;
  }

  private static String script(CompletionCommand.Shell shell, CommandLine root) {
    return CompletionCommand.script(shell, root);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
