package io.musicreclass.cli;

import com.sun.management.OperatingSystemMXBean;
import io.musicreclass.bench.Result;
import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backlog of 4-minute mp3s: {@code bench/run Backlog [MODELS [SONGS]]}. As many songs at a time
 * as there are cores, each in one thread, as the daemon works. Prints the processor time of a song
 * from file to verdict, beside that of the ffmpeg command that only decodes it; the songs a second
 * that one core does in that time, and the hours for 100,000 songs on two. Wall time shows how much
 * of the machine the backlog got.
 */
public final class BacklogBench {
  private static final int SECONDS = 240;
  private static final int LIBRARY = 100_000;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final Pattern USED = Pattern.compile("utime=([0-9.]+)s stime=([0-9.]+)s");

  private record Choice(String name, String stages, List<String> models, String aim) {}

  private static final List<Choice> CHOICES =
      List.of(
          new Choice("518 features, gtzan48", "fma:gtzan48", List.of("gtzan48"), "4 songs/s"),
          new Choice("mn04", "efficientat:mn04", List.of("mn04"), ""),
          new Choice(
              "mn04 and musicnn",
              "efficientat:mn04,musicnn:musicnn",
              List.of("mn04", "musicnn"),
              "1.16 songs/s, 12 hours for 100,000 on two cores"));

  private BacklogBench() {}

  public static void main(String[] arguments) throws Exception {
    Path models = Path.of(arguments.length > 0 ? arguments[0] : "models").toAbsolutePath();
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
    System.setProperty("reclass.models.path", models.toString());
    if (!BacklogSongs.canBeMade()) {
      Result.missing("a backlog of 4-minute mp3s", "ffmpeg is not installed");
      return;
    }
    try (BacklogSongs songs = BacklogSongs.make(count, SECONDS)) {
      double peer = decoding(songs.files());
      System.out.printf(
          Locale.ROOT,
          "%d mp3s of %d s, %d cores           cpu s   of ffmpeg   wall s   songs/s a core   hours"
              + " for 100,000%n",
          count,
          SECONDS,
          CORES);
      row("ffmpeg, decoding only", peer, peer, Double.NaN);
      for (Choice choice : CHOICES) {
        if (choice.models().stream().allMatch(model -> Files.isDirectory(models.resolve(model)))) {
          System.setProperty("reclass.stages", choice.stages());
          double[] used = backlog(songs.files());
          row(choice.name(), used[0], peer, used[1]);
          Result.of("a 4-minute mp3 by " + choice.name(), 1 / used[0], "songs/s a core")
              .beside("ffmpeg, decoding only", 1 / peer)
              .aim(choice.aim())
              .print();
        } else {
          Result.missing("a 4-minute mp3 by " + choice.name(), "not in the folder of models");
        }
      }
    }
  }

  private static void row(String name, double seconds, double peer, double wall) {
    System.out.printf(
        Locale.ROOT,
        "%-35s %8.3f   %9.2f   %6.2f   %14.2f   %17.1f%n",
        name,
        seconds,
        seconds / peer,
        wall,
        1 / seconds,
        LIBRARY * seconds / 2 / 3600);
  }

  /** Processor and wall seconds a song, of all songs once the code is compiled. */
  private static double[] backlog(List<Path> songs) throws Exception {
    try (Classifier classifier = new Classifier(Installation.setup())) {
      all(songs.subList(0, Math.min(songs.size(), 2 * CORES)), classifier);
      long began = System.nanoTime();
      long used = SYSTEM.getProcessCpuTime();
      all(songs, classifier);
      return new double[] {
        (SYSTEM.getProcessCpuTime() - used) / 1e9 / songs.size(),
        (System.nanoTime() - began) / 1e9 / songs.size()
      };
    }
  }

  private static void all(List<Path> songs, Classifier classifier) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      Thread worker =
          new Thread(
              () -> {
                for (int s = next.getAndIncrement(); s < songs.size(); s = next.getAndIncrement()) {
                  Classifier.Outcome outcome = classifier.classify(songs.get(s), 1);
                  if (!(outcome instanceof Classifier.Outcome.Classified)) {
                    System.out.println("no verdict: " + outcome);
                  }
                }
              },
              "worker-" + i);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
  }

  /**
   * Processor seconds a song of the ffmpeg command, with one thread, that drops what it decodes.
   */
  private static double decoding(List<Path> songs) throws Exception {
    double seconds = 0;
    for (Path song : songs) {
      Process ffmpeg =
          new ProcessBuilder(
                  "ffmpeg",
                  "-benchmark",
                  "-nostats",
                  "-threads",
                  "1",
                  "-i",
                  song.toString(),
                  "-f",
                  "null",
                  "-")
              .redirectErrorStream(true)
              .start();
      String out = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher used = USED.matcher(out);
      if (ffmpeg.waitFor() != 0 || !used.find()) {
        throw new IllegalStateException("ffmpeg failed: " + out);
      }
      seconds += Double.parseDouble(used.group(1)) + Double.parseDouble(used.group(2));
    }
    return seconds / songs.size();
  }
}
