package io.musicreclass.support;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.lifecycle.BoundedQuery;
import io.musicreclass.lifecycle.FileSystemName;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Facts about the machine and the installation, as texts that are not redacted yet. */
final class Facts {
  private static final Duration DISK_LIMIT = Duration.ofSeconds(3);
  private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 4 << 20;
  private static final String LINES = "3000";

  private Facts() {}

  /** Machine, system and Java. */
  static String machine() {
    Runtime runtime = Runtime.getRuntime();
    StringBuilder text = new StringBuilder();
    line(text, "system", first("/etc/os-release", "PRETTY_NAME="));
    line(text, "kernel", System.getProperty("os.version"));
    line(text, "machine", System.getProperty("os.arch"));
    line(text, "board", first("/proc/device-tree/model", ""));
    line(text, "cpu", first("/proc/cpuinfo", "model name"));
    line(text, "cores", "" + runtime.availableProcessors());
    line(text, "memory", first("/proc/meminfo", "MemTotal:"));
    line(text, "available", first("/proc/meminfo", "MemAvailable:"));
    line(text, "nvidia", first("/proc/driver/nvidia/version", ""));
    line(text, "java", System.getProperty("java.runtime.version"));
    line(text, "java from", System.getProperty("java.vendor"));
    line(text, "heap", (runtime.maxMemory() >> 20) + " MB");
    line(text, "locale", System.getProperty("sun.jnu.encoding"));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  /** The first line of a file that begins so. */
  private static String first(String file, String prefix) {
    try (var lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(prefix))
          .findFirst()
          .map(line -> line.substring(prefix.length()).strip())
          .orElse("unknown");
    } catch (IOException | java.io.UncheckedIOException e) {
      return "unknown";
    }
  }

  /** File system and space of each folder, without its path. */
  static String folders(Settings settings) {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("data", settings.home());
    folders.put("backups", settings.backups());
    folders.put("models", settings.models());
    folders.put("inbox", settings.inboxFolder());
    int number = 1;
    for (Path folder : settings.libraryFolders()) {
      folders.put("library " + number++, folder);
    }
    StringBuilder text = new StringBuilder();
    folders.forEach(
        (name, folder) ->
            line(
                text,
                name,
                new BoundedQuery<>("folder-facts", () -> folder(folder))
                    .within(DISK_LIMIT)
                    .orElse("does not answer")));
    return text.toString();
  }

  private static String folder(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return FileSystemName.of(folder).replaceFirst(" at .*", "")
          + ", "
          + (store.getUsableSpace() >> 20)
          + " of "
          + (store.getTotalSpace() >> 20)
          + " MB free, "
          + (Files.isWritable(folder) ? "writable" : "not writable");
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** What the database counts. */
  static String counts(Settings settings) {
    try (Ledger ledger = Ledger.read(settings.home())) {
      LedgerStats stats = ledger.views().stats();
      return "files by state: "
          + stats.files()
          + "\nsongs: "
          + stats.tracks()
          + "\nsure: "
          + stats.sure()
          + "\nby stage: "
          + stats.stages()
          + "\npending messages: "
          + stats.pendingMessages()
          + "\nwaiting by stage: "
          + ledger.views().waitingByStage()
          + "\n";
    } catch (LedgerException e) {
      return e.getMessage() + "\n";
    }
  }

  /** The settings that are written in the file and in the environment. */
  static String settings(Path configuration, Map<String, String> environment, Redaction redaction) {
    StringBuilder text = new StringBuilder();
    properties(configuration)
        .forEach((key, value) -> text.append(redaction.setting(key, value)).append('\n'));
    new TreeMap<>(environment)
        .forEach(
            (key, value) -> {
              if (key.startsWith("RECLASS_") || key.startsWith("QUARKUS_")) {
                text.append(redaction.setting(key, value)).append('\n');
              }
            });
    return text.toString();
  }

  /** The lines of the configuration file, by key; none if it cannot be read. */
  static Map<String, String> properties(Path configuration) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configuration)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    }
    Map<String, String> sorted = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
    return sorted;
  }

  /** The service's last lines in the system's journal, if this user may read them. */
  static String journal() {
    try {
      Process process =
          new ProcessBuilder(
                  "journalctl", "-u", "reclass", "--no-pager", "-o", "short-iso", "-n", LINES)
              .redirectErrorStream(true)
              .start();
      try {
        process.getOutputStream().close();
        String text =
            new BoundedQuery<>("journal", () -> read(process)).within(JOURNAL_LIMIT).orElse("");
        return process.waitFor(1, TimeUnit.SECONDS) && !text.isEmpty() ? text : "no journal\n";
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return "no journal: journalctl cannot be run\n";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted\n";
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
