package io.musicreclass.daemon;

import com.sun.management.OperatingSystemMXBean;
import io.musicreclass.bench.Result;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a song takes longer and needs more memory the more there are: {@code bench/run Growth
 * [100] [1000] [10000]}. A daemon in this process classifies files of half a second, which all lie
 * in its inbox, by the 518 features and a scripted head, without a broker, so that its messages
 * stay in the outbox. Prints, whenever there are as many songs as an argument says, the time of a
 * song since the argument before, the live heap and the resident set. Compared is the processor
 * time of a song of the last tenth with that of the second one: during the first one code is
 * compiled.
 */
public final class GrowthBench {
  private static final int RATE = 16_000;
  private static final int POLL_MS = 20;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Path folder;
  private final TestStages stages;
  private final List<Mark> marks = new ArrayList<>();

  /** When so many songs were done, and the processor time that was used until then. */
  private record Mark(int songs, double seconds, double cpuSeconds) {
    static Mark now(int songs) {
      return new Mark(songs, System.nanoTime() / 1e9, SYSTEM.getProcessCpuTime() / 1e9);
    }

    double ms(Mark before) {
      return 1e3 * (seconds - before.seconds) / Math.max(1, songs - before.songs);
    }

    double cpuMs(Mark before) {
      return 1e3 * (cpuSeconds - before.cpuSeconds) / Math.max(1, songs - before.songs);
    }
  }

  /** In MB. */
  private record Memory(double liveHeap, double resident) {
    static Memory now() throws IOException {
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
        long kilobytes =
            lines
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        return new Memory(heap / 1e6, kilobytes * 1024 / 1e6);
      }
    }
  }

  private GrowthBench(Path folder) throws IOException {
    this.folder = folder;
    stages =
        new TestStages(folder)
            .features("fma", "one", TestStages.GENRES)
            .set("reclass.mqtt.url", "mqtt://127.0.0.1:9")
            .set("reclass.inbox.settle", "100ms");
  }

  public static void main(String[] arguments) throws Exception {
    int[] sizes =
        arguments.length == 0
            ? new int[] {100, 1_000, 10_000}
            : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    Path folder = Files.createTempDirectory("reclass-growth");
    try {
      new GrowthBench(folder).measure(sizes);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void measure(int[] sizes) throws Exception {
    Path inbox = Files.createDirectories(stages.settings().inboxFolder());
    List<Memory> memory = new ArrayList<>();
    System.out.println("    songs   ms of a song   CPU ms   live heap MB   resident MB");
    try (Daemon daemon =
        new Daemon(
            stages.settings(),
            "1.0",
            Optional.empty(),
            () -> new ScriptedEngine().answers("one", 0.9, 0.1),
            () -> {})) {
      int there = 0;
      for (int size : sizes) {
        Mark start = Mark.now(there);
        for (; there < size; there++) {
          Files.move(song(there), inbox.resolve(there + ".wav"));
        }
        Mark end = await(daemon, size);
        Memory used = Memory.now();
        memory.add(used);
        System.out.printf(
            Locale.ROOT,
            "%,9d %14.1f %8.1f %14.1f %13.0f%n",
            size,
            end.ms(start),
            end.cpuMs(start),
            used.liveHeap,
            used.resident);
      }
    }
    report(sizes, memory);
  }

  /** Returns when so many songs are done. */
  private Mark await(Daemon daemon, int songs) throws InterruptedException {
    while (true) {
      LibraryStats stats = daemon.stats();
      if (stats.failed() > 0) {
        throw new IllegalStateException("A song has failed: see the log");
      }
      Mark now = Mark.now((int) stats.done());
      marks.add(now);
      if (now.songs >= songs) {
        return now;
      }
      Thread.sleep(POLL_MS);
    }
  }

  private void report(int[] sizes, List<Memory> memory) {
    int songs = sizes[sizes.length - 1];
    String of = "%,d songs in a daemon: ".formatted(songs);
    Result.of(of + "processor time of a song, last tenth", cpuMs(songs * 9 / 10, songs), "ms")
        .beside("second tenth", cpuMs(songs / 10, songs / 5))
        .aim("about 1")
        .print();
    Memory last = memory.get(memory.size() - 1);
    int before = Math.max(0, memory.size() - 2);
    String earlier = "with %,d".formatted(sizes[before]);
    Result.of(of + "live heap", last.liveHeap, "MB")
        .beside(earlier, memory.get(before).liveHeap)
        .aim("about 1")
        .print();
    Result.of(of + "resident set", last.resident, "MB")
        .beside(earlier, memory.get(before).resident)
        .aim("about 1")
        .print();
  }

  /** The processor time of a song among these. */
  private double cpuMs(int from, int to) {
    return at(to).cpuMs(at(from));
  }

  private Mark at(int songs) {
    return marks.stream().filter(mark -> mark.songs >= songs).findFirst().orElseThrow();
  }

  /** Each number gives another tone. */
  private Path song(int number) {
    float[] samples = new float[RATE / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * (200 + 0.1 * number) * i / RATE));
    }
    return TestAudio.wav(folder.resolve("song.wav"), RATE, 1, 16, samples);
  }
}
