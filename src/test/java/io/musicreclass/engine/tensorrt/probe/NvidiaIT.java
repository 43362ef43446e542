package io.musicreclass.engine.tensorrt.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real bindings of both lines against libraries that only stand in for NVIDIA's, but take the
 * same calls at the same places: src/test/native/standin.cpp. What a GPU computes they cannot tell.
 */
class NvidiaIT {
  private static final Path BINDINGS = Path.of("target", "quarkus-app", "trt").toAbsolutePath();
  private static final Path SOURCE = Path.of("src", "test", "native", "standin.cpp");
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final long LEAK = 32L << 20;

  @TempDir private static Path libraries;
  @TempDir private Path root;

  @BeforeAll
  static void compile() throws Exception {
    assumeThat(BINDINGS).as("made by mvn package").isDirectory();
    assumeThat(isInstalled("g++")).as("SKIPPED: g++ is not installed").isTrue();
    Path file = libraries.resolve("libstandin.so");
    Process compiler =
        new ProcessBuilder(
                "g++", "-std=c++17", "-Wall", "-shared", "-fPIC", "-o", "" + file, "" + SOURCE)
            .inheritIO()
            .start();
    assertThat(compiler.waitFor()).isZero();
    for (BindingSet line : BindingSet.values()) {
      for (SharedLibrary library : SharedLibrary.values()) {
        Path name = libraries.resolve(library.file(line));
        if (Files.notExists(name)) {
          Files.createSymbolicLink(name, file);
        }
      }
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** A command of this program, as a probe's child is started, where the stand-ins are found. */
  private static List<String> command(BindingSet line, String failure) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "LD_LIBRARY_PATH=" + libraries, "STANDIN=" + failure));
    for (String word : ProbeProcess.command(line)) {
      words.add(word.startsWith("-Dmusicreclass.trt=") ? "-Dmusicreclass.trt=" + BINDINGS : word);
    }
    return words;
  }

  private GpuReport probe(BindingSet line, String failure) {
    GpuFiles machine = FakeMachine.whole(root, line).machine();
    return new GpuProbe(machine, wanted -> command(wanted, failure), LONG).run();
  }

  @ParameterizedTest
  @EnumSource(BindingSet.class)
  void theGoldenNetworksAreBuiltAndRunThroughTheBindings(BindingSet line) {
    assertThat(probe(line, ""))
        .isInstanceOfSatisfying(
            GpuReport.Usable.class,
            usable ->
                assertThat(usable.text())
                    .isEqualTo(
                        "Stand-in (compute capability 8.7, 8192 MB), TensorRT 10.3.0 (bindings for "
                            + line.headers()
                            + "), CUDA 12.6, driver for 12.8"));
  }

  @ParameterizedTest
  @CsvSource({
    "abort, 'was killed by signal 6, abort'",
    "segv, 'crashed with SIGSEGV (# C  ['",
    "nobuilder, 'TensorRT cannot create the builder'"
  })
  void aLibraryThatEndsTheChildIsReportedClearly(String failure, String message) {
    assertThat(probe(BindingSet.CUDA12, failure))
        .isInstanceOfSatisfying(
            GpuReport.Unusable.class,
            unusable ->
                assertThat(unusable.problems()).singleElement().asString().contains(message));
  }

  @Test
  void aLibraryWithAMissingDependencyIsReportedWithIt() {
    GpuReport report =
        new GpuProbe(
                FakeMachine.whole(root, BindingSet.CUDA12).machine(),
                line -> {
                  List<String> words = command(line, "");
                  words.set(1, "LD_LIBRARY_PATH=");
                  return words;
                },
                LONG)
            .run();
    assumeThat(report)
        .as("NVIDIA's libraries are installed")
        .isInstanceOf(GpuReport.Unusable.class);
    assertThat(((GpuReport.Unusable) report).problems().get(0))
        .contains("libcuda.so.1: cannot open shared object file");
  }

  @ParameterizedTest
  @EnumSource(BindingSet.class)
  void tenThousandRunsAndAHundredLoadsLeaveNothing(BindingSet line) throws Exception {
    List<String> words = command(line, "");
    words.set(words.indexOf(ProbeProcess.class.getName()), NvidiaIT.class.getName());
    words.set(words.indexOf("-cp") + 1, System.getProperty("java.class.path"));
    words.add(root.toString());
    Path output = root.resolve("output");
    Process child =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output))
        .contains("not freed: 0 objects, 0 streams, 0 bytes")
        .contains("no leak");
    assertThat(child.exitValue()).isZero();
  }

  /** The child of the test above: LINE FOLDER. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    try (GpuDevice device = Bindings.open(BindingSet.valueOf(arguments[0]))) {
      Path onnx = Files.write(folder.resolve("golden.onnx"), GoldenNetwork.file("fp32"));
      Path engine = folder.resolve("golden.engine");
      List<Long> one = List.of(1L, (long) GoldenNetwork.INPUTS);
      List<Long> most = List.of((long) GoldenNetwork.rows(), (long) GoldenNetwork.INPUTS);
      device.build(
          onnx,
          new OptimizationProfile(one, most, most),
          engine,
          folder.resolve("t"),
          share -> true);
      run(device, engine, 10, 100);
      long before = Numbers.resident();
      run(device, engine, 100, 100);
      long grown = Numbers.resident() - before;
      System.out.println(grown < LEAK ? "no leak" : grown + " bytes more");
    }
    Runtime.getRuntime().halt(0);
  }

  private static void run(GpuDevice device, Path engine, int loads, int runs) throws IOException {
    for (int load = 0; load < loads; load++) {
      try (Network network = device.load(engine)) {
        for (int i = 0; i < runs; i++) {
          float[] output =
              network.run(GoldenNetwork.input(), GoldenNetwork.rows(), GoldenNetwork.INPUTS);
          assertThat(GoldenNetwork.off(output)).isLessThan(1e-6);
        }
      }
    }
  }
}
