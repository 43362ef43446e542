package io.musicreclass.cli.manual;

import io.musicreclass.cli.Main;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands that people see. */
final class Tree {
  private Tree() {}

  static CommandLine root() {
    CommandLine root = new CommandLine(new Main());
    CommandHelp.applyTo(root);
    return root;
  }

  /** The program itself and every command below it. */
  static List<CommandSpec> all() {
    CommandSpec root = root().getCommandSpec();
    List<CommandSpec> all = new ArrayList<>(List.of(root));
    all.addAll(SpecTree.below(root));
    return all;
  }
}
