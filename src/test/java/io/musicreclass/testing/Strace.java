package io.musicreclass.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Runs a class of the tests in a process of its own whose system calls are traced. */
public final class Strace {
  private Strace() {}

  /**
   * Runs it; without a strace that works here the test is skipped.
   *
   * @param trace receives the calls
   * @param options of strace
   * @return what it printed, line by line
   */
  public static List<String> run(
      Path trace, List<String> options, Class<?> program, String... arguments)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", trace.toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-Dsun.jnu.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
    command.addAll(List.of(arguments));
    String problem;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0) {
        return output.lines().toList();
      }
      problem = "strace does not trace here: " + output;
    } catch (IOException e) {
      problem = "no strace here: " + e.getMessage();
    }
    System.out.println("SKIPPED: " + problem);
    return Assumptions.abort(problem);
  }
}
