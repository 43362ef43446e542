package io.musicreclass.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script of {@code deploy} with an environment of its own. */
final class Script {
  private static final int PATIENCE_S = 60;

  private Script() {}

  /** What a script printed, both streams together. */
  record Result(int status, String output) {
    /** The lines NAME=VALUE. */
    Map<String, String> variables() {
      Map<String, String> variables = new HashMap<>();
      output
          .lines()
          .filter(line -> line.contains("="))
          .forEach(
              line ->
                  variables.put(
                      line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
      return variables;
    }
  }

  static Result run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end");
    }
    return new Result(process.exitValue(), output);
  }

  static String at(String... below) {
    return Path.of("deploy", below).toAbsolutePath().toString();
  }
}
