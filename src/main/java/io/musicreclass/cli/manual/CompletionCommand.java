package io.musicreclass.cli.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reclass completion}: prints the completion script of a shell. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands, options and files when Tab is pressed.",
      "Packages install it. By hand: source <(reclass completion bash) in ~/.bashrc or the same with zsh in ~/.zshrc;"
          + " reclass completion fish > ~/.config/fish/completions/reclass.fish."
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Runnable {
  private static final String NAME = "reclass";

  /** Not expanded in a file of fpath, which zsh parses as a whole before it runs any of it. */
  private static final String ALIAS = "alias compopt=complete";

  private static final String FUNCTION = "function compopt() { return 0; }";

  /** The shells that have scripts. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    System.out.writeBytes(script(shell, spec.root().commandLine()).getBytes(UTF_8));
  }

  static String script(Shell shell, CommandLine root) {
    return switch (shell) {
      case BASH -> AutoComplete.bash(NAME, root);
      case ZSH -> zsh(AutoComplete.bash(NAME, root));
      case FISH -> FishCompletion.script(root.getCommandSpec());
    };
  }

  /** Picocli's script for zsh is the one for bash; the frame makes it work as a file of fpath. */
  private static String zsh(String bash) {
    return "#compdef "
        + NAME
        + "\n"
        + bash.replace(ALIAS, FUNCTION)
        + "\n# Called by the completion system, not sourced: complete the present line, too.\n"
        + "if [ \"$funcstack[1]\" = \"_reclass\" ]; then\n"
        + "  _bash_complete -o default -F _complete_reclass\n"
        + "fi\n";
  }
}
