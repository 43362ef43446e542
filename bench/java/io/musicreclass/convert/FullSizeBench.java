package io.musicreclass.convert;

import io.musicreclass.bench.Result;
import io.musicreclass.cli.Main;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Full-size networks: {@code bench/run FullSize [mert-95m] [mert-330m] [openjmla]}. Writes each
 * with seeded random weights in its published form below the temporary folder, imports it by the
 * real command in a process with 1 GB of heap, runs the model on 30 s of noise in another one, and
 * prints how long that took and how much memory. Needs 4 GB of disk; deletes its files.
 */
public final class FullSizeBench {
  private static final String HEAP = "-Xmx1g";

  /**
   * A network to measure.
   *
   * @param peerLow seconds of the same network in PyTorch with two threads on such a machine
   * @param peerHigh the same under more load
   */
  private record Subject(
      String name, String command, FullSizeNetworks network, double peerLow, double peerHigh) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("mert-95m", "mert", FullSizeNetworks.MERT95, 9.4, 9.4),
          new Subject("mert-330m", "mert", FullSizeNetworks.MERT330, 22, 26),
          new Subject("openjmla", "jmla", FullSizeNetworks.VIT, 2.04, 2.04));

  private FullSizeBench() {}

  public static void main(String[] names) throws Exception {
    System.out.println(
        "network    file MB  import s (status)  peak MB   30 s: wall s  cpu s/2  peak MB"
            + "      peer s       of peer");
    for (Subject subject : SUBJECTS) {
      if (names.length == 0 || Arrays.asList(names).contains(subject.name())) {
        Path folder = Files.createTempDirectory("reclass-full-size-");
        try {
          System.out.println(measured(subject, folder));
        } finally {
          remove(folder);
        }
      }
    }
  }

  private static String measured(Subject subject, Path folder) throws Exception {
    Files.createFile(folder.resolve("pom.xml")); // as a checkout: models lie in its folder
    Path checkpoint = subject.network().checkpoint(folder);
    List<String> words =
        List.of(
            Main.class.getName(),
            "model",
            "import",
            subject.command(),
            checkpoint.toString(),
            "--name",
            subject.name());
    Child imported = Child.run(folder, words);
    String row =
        String.format(
            Locale.ROOT,
            "%-10s %7.0f  %8.1f      (%d)    %7d",
            subject.name(),
            Files.size(checkpoint) / 1e6,
            imported.seconds(),
            imported.status(),
            imported.peak());
    if (imported.status() != 0) {
      return row + System.lineSeparator() + imported.output();
    }
    Path encoder = folder.resolve("models").resolve(subject.name()).resolve(ModelPackage.ENCODER);
    Child ran = Child.run(folder, List.of(FullSizeRun.class.getName(), encoder.toString()));
    if (ran.status() != 0) {
      return row + System.lineSeparator() + ran.output();
    }
    double[] seconds =
        Stream.of(ran.output().strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
    Result.of("30 s by " + subject.name() + ", two threads", seconds[0], "s")
        .beside("PyTorch 1.13 on such a machine", subject.peerHigh())
        .print();
    return row
        + String.format(
            Locale.ROOT,
            "   %12.2f  %7.2f  %7d   %9s  %12s",
            seconds[0],
            seconds[1],
            ran.peak(),
            span(subject.peerLow(), subject.peerHigh()),
            span(seconds[0] / subject.peerHigh(), seconds[0] / subject.peerLow()));
  }

  private static String span(double low, double high) {
    String one = String.format(Locale.ROOT, "%.2f", low);
    return low == high ? one : one + String.format(Locale.ROOT, "-%.2f", high);
  }

  /**
   * A finished process.
   *
   * @param peak peak resident memory, in MB
   */
  private record Child(int status, double seconds, long peak, String output) {
    static Child run(Path root, List<String> words) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-Dmusicreclass.root=" + root, "-cp"));
      command.add(System.getProperty("java.class.path"));
      command.addAll(words);
      Path output = root.resolve("output");
      long began = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      long peak = 0;
      while (process.isAlive()) {
        peak = Math.max(peak, peak(process.pid()));
        Thread.sleep(20);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      return new Child(process.exitValue(), seconds, peak, Files.readString(output));
    }

    private static long peak(long pid) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
        return lines
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0)
            * 1024
            / 1_000_000;
      } catch (IOException | java.io.UncheckedIOException e) {
        return 0; // it ended in this moment
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
