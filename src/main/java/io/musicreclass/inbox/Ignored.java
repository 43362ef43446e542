package io.musicreclass.inbox;

import java.nio.file.Path;
import java.util.List;

/**
 * Files and folders ignored by their names under one rule.
 *
 * @param rule user-facing description of the rule
 * @param count number of files and folders; the contents of ignored folders are not counted
 * @param examples absolute paths of some of them
 */
public record Ignored(String rule, int count, List<Path> examples) {
  public Ignored {
    examples = List.copyOf(examples);
  }
}
