package io.musicreclass.cli.manual;

import io.musicreclass.cli.terminal.Terminal;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks: headings, groups of commands, width and colours. */
public final class CommandHelp {
  private static final int WIDEST = 100;

  /** The least that picocli lays out. */
  private static final int NARROWEST = 55;

  private CommandHelp() {}

  /** Applies the looks to a command and all below it. */
  public static void applyTo(CommandLine root) {
    root.setColorScheme(
        Help.defaultColorScheme(Terminal.hasColours(1) ? Help.Ansi.ON : Help.Ansi.OFF));
    root.setHelpFactory(
        (spec, colours) -> {
          spec.usageMessage().width(Width.COLUMNS);
          return new Help(spec, colours);
        });
    headings(root.getCommandSpec());
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(root.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
    root.getCommandSpec().usageMessage().sectionMap(sections);
  }

  private static void headings(CommandSpec command) {
    command
        .usageMessage()
        .descriptionHeading("%n")
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n");
    command.subcommands().values().forEach(sub -> headings(sub.getCommandSpec()));
  }

  /** Read once, and only if help is shown. */
  private static final class Width {
    static final int COLUMNS =
        Terminal.isTerminal(1) ? Math.max(NARROWEST, Math.min(WIDEST, Terminal.width())) : WIDEST;
  }
}
