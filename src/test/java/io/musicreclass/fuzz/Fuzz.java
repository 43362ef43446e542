package io.musicreclass.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The fuzzer's side of a target: {@code src/fuzz} has {@link #main} write the seeds of the target
 * {@code -Dfuzz.target} into a folder, and Jazzer call {@link #fuzzerTestOneInput}.
 */
public final class Fuzz {
  private static final String NAME = System.getProperty("fuzz.target", "");
  private static final Logger ROOT = Logger.getLogger("");

  private static FuzzTarget target;

  private Fuzz() {}

  /** Writes the seeds into a folder; without an argument prints the targets. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      FuzzTargets.names().forEach(System.out::println);
      return;
    }
    Path seeds = Files.createDirectories(Path.of(arguments[0]));
    FuzzTarget made = FuzzTargets.of(NAME, Files.createTempDirectory("fuzz"));
    int number = 0;
    for (Map.Entry<String, byte[]> input : FuzzTargets.inputs(NAME, made).entrySet()) {
      Files.write(seeds.resolve("seed-" + number++), input.getValue());
    }
  }

  /** Called once by Jazzer. */
  public static void fuzzerInitialize() throws IOException {
    ROOT.setLevel(Level.OFF);
    target = FuzzTargets.of(NAME, Files.createTempDirectory("fuzz"));
  }

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Throwable {
    target.read(input);
  }
}
