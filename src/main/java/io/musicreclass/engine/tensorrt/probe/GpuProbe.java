package io.musicreclass.engine.tensorrt.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.lifecycle.TemporaryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether this machine's GPU can be used. Files are checked in this process; a child
 * process loads the libraries and runs a network, because NVIDIA's libraries end a process that
 * calls for something missing.
 */
public final class GpuProbe {
  /** Timeout in seconds: a Jetson needs most of a minute to start TensorRT for the first time. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final int KILL_SECONDS = 5;
  private static final int SIGNALLED = 128;
  private static final int LONGEST = 300;
  private static final Pattern CRASH = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x\\w+\\) at pc=.*");
  private static final String FRAME = "# C  [";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GpuFiles machine;
  private final Function<BindingSet, List<String>> command;
  private final Duration timeout;

  /** A probe of a machine, with the child's command for each binding set. */
  public GpuProbe(GpuFiles machine, Function<BindingSet, List<String>> command, Duration timeout) {
    this.machine = machine;
    this.command = command;
    this.timeout = timeout;
  }

  /** Probes this machine; takes seconds if there is a GPU. */
  public static GpuReport probe() {
    return new GpuProbe(GpuFiles.here(), ProbeProcess::command, TIMEOUT).run();
  }

  public GpuReport run() {
    if (!machine.hasGpu()) {
      return new GpuReport.Absent();
    }
    List<String> problems = new ArrayList<>(machine.problems());
    if (problems.isEmpty()) {
      for (BindingSet line : machine.lines()) {
        ProbeProcess.Answer answer = runChild(line);
        if (answer.info() != null) {
          return new GpuReport.Usable(line, answer.info());
        }
        problems.add("with " + line + ": " + answer.problem());
      }
    }
    return new GpuReport.Unusable(problems);
  }

  private ProbeProcess.Answer runChild(BindingSet line) {
    Path folder = null;
    try {
      folder = TemporaryFiles.createFolder("reclass-probe");
      return runChild(command.apply(line), folder.resolve("out"), folder.resolve("err"));
    } catch (IOException e) {
      return ProbeProcess.Answer.failed("the probe cannot start: " + e.getMessage());
    } finally {
      remove(folder);
    }
  }

  private ProbeProcess.Answer runChild(List<String> words, Path out, Path err) throws IOException {
    Process child =
        new ProcessBuilder(words)
            .directory(out.getParent().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!child.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        // A process that hangs in the driver may survive this.
        child.destroyForcibly().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        return ProbeProcess.Answer.failed(
            "the probe did not answer within "
                + timeout.toSeconds()
                + " s and was stopped: is another program using the GPU?");
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
      return ProbeProcess.Answer.failed("the probe was interrupted");
    }
    return answer(child.exitValue(), lines(out), lines(err));
  }

  /** The child's answer is the last line that is a JSON object; libraries may print others. */
  private static ProbeProcess.Answer answer(int status, List<String> out, List<String> err) {
    Optional<ProbeProcess.Answer> answer =
        last(out, line -> line.startsWith("{")).flatMap(GpuProbe::read);
    if (status == 0 && answer.isPresent()) {
      return answer.get();
    }
    // A crashing JVM reports the signal and the library, and may exit with status 1.
    String end =
        last(out, line -> CRASH.matcher(line).matches())
            .map(line -> "crashed with " + CRASH.matcher(line).replaceFirst("$1"))
            .orElseGet(() -> end(status));
    String why =
        last(out, line -> line.startsWith(FRAME))
            .or(() -> last(err, line -> !line.isBlank()))
            .or(() -> last(out, line -> !line.isBlank()))
            .map(line -> " (" + line.substring(0, Math.min(line.length(), LONGEST)).strip() + ")")
            .orElse("");
    return ProbeProcess.Answer.failed(
        "the probe "
            + end
            + why
            + ": are the driver, CUDA and TensorRT compatible? After an update, restart the"
            + " machine");
  }

  private static String end(int status) {
    int signal = status - SIGNALLED;
    return signal > 0
        ? "was killed by signal " + signal + name(signal)
        : status == 0 ? "gave no valid answer" : "ended with status " + status;
  }

  private static Optional<String> last(List<String> lines, Predicate<String> wanted) {
    return lines.stream().filter(wanted).reduce((first, second) -> second);
  }

  private static Optional<ProbeProcess.Answer> read(String line) {
    try {
      return Optional.of(JSON.readValue(line, ProbeProcess.Answer.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String name(int signal) {
    return switch (signal) {
      case 4 -> ", illegal instruction";
      case 6 -> ", abort";
      case 7 -> ", bus error";
      case 9 -> ", killed: perhaps by the kernel for lack of memory";
      case 11 -> ", segmentation fault";
      default -> "";
    };
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // a temporary folder: the system removes it
      folder.toFile().deleteOnExit();
    }
  }
}
