package io.musicreclass.inbox;

import java.nio.file.Path;
import java.util.List;

/**
 * Files and folders that one rule leaves alone by their names.
 *
 * @param rule for people
 * @param count how many there are; what is below an ignored folder is not counted
 * @param examples some of them, absolute
 */
public record Ignored(String rule, int count, List<Path> examples) {
  public Ignored {
    examples = List.copyOf(examples);
  }
}
