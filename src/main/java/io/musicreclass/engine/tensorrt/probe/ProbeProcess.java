package io.musicreclass.engine.tensorrt.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.natives.NativeFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The child process of a probe: {@code ProbeProcess SET}. Prints one JSON object. */
final class ProbeProcess {
  private static final int NATIVE_ACCESS_BY_NAME = 24;

  private ProbeProcess() {}

  /**
   * The result: exactly one of both.
   *
   * @param problem why the GPU cannot be used
   * @param info the usable GPU
   */
  record Answer(@Nullable String problem, @Nullable DeviceInfo info) {
    Answer {
      if ((problem == null) == (info == null)) {
        throw new IllegalArgumentException("Either a problem or a device");
      }
    }

    static Answer failed(String problem) {
      return new Answer(problem, null);
    }
  }

  /** The command that runs it for a binding set, with this Java and this program. */
  static List<String> command(BindingSet line) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= NATIVE_ACCESS_BY_NAME) {
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    words.addAll(NativeFiles.childOptions());
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-Dmusicreclass.trt=" + Bindings.folder(),
            "-cp",
            classPath(),
            ProbeProcess.class.getName(),
            line.name()));
    return words;
  }

  private static String classPath() {
    try {
      Path program =
          Path.of(ProbeProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path home = program.resolveSibling("..").normalize();
      // Quarkus has a class loader of its own, which the child does not need.
      return Files.isDirectory(home.resolve("lib").resolve("main"))
          ? program + ":" + home.resolve("lib/main/*") + ":" + home.resolve("lib/boot/*")
          : System.getProperty("java.class.path");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens the GPU with the bindings and runs the golden networks. */
  public static void main(String[] arguments) throws IOException {
    Answer answer;
    try (GpuDevice device = Bindings.open(BindingSet.valueOf(arguments[0]))) {
      GoldenNetwork.check(device);
      answer = new Answer(null, device.info());
    } catch (IOException e) {
      answer = Answer.failed(String.valueOf(e.getMessage()));
    }
    System.out.println(new ObjectMapper().writeValueAsString(answer));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
