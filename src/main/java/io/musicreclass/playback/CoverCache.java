package io.musicreclass.playback;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Small covers on disk, one file each; an empty one stands for a song without a cover. The oldest
 * are deleted when there are too many. A disk that is full costs time, but no cover. Thread-safe.
 */
final class CoverCache {
  private static final Logger LOG = Logger.getLogger(CoverCache.class);
  private static final String SUFFIX = ".jpg";
  private static final String UNFINISHED = ".part";

  private final Path folder;
  private final int mostFiles;
  private final long mostBytes;
  private final AtomicBoolean listed = new AtomicBoolean();
  private final Map<String, Long> sizes = new LinkedHashMap<>(); // oldest first, guarded by itself
  private long bytes; // guarded by sizes

  /**
   * @param folder created when something is stored
   */
  CoverCache(Path folder, int mostFiles, long mostBytes) {
    this.folder = folder;
    this.mostFiles = mostFiles;
    this.mostBytes = mostBytes;
  }

  /** What was stored, and when. */
  static final class Entry {
    private final byte[] jpeg;
    private final Instant made;

    private Entry(byte[] jpeg, Instant made) {
      this.jpeg = jpeg;
      this.made = made;
    }

    Instant made() {
      return made;
    }

    /** Empty for a song without a cover. */
    Optional<Cover> cover() {
      return jpeg.length == 0 ? Optional.empty() : Optional.of(new Cover(jpeg));
    }
  }

  /** What is stored; empty if nothing is. */
  Optional<Entry> get(String key) {
    Path file = file(key);
    try {
      Instant made = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(new Entry(Files.readAllBytes(file), made));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.debugf("Skipped a stored cover: reason=%s", e.getMessage());
      return Optional.empty();
    }
  }

  /** Stores a cover, or that there is none, and deletes the oldest. */
  void put(String key, Optional<Cover> cover, Instant made) {
    byte[] jpeg = cover.map(Cover::jpeg).orElse(new byte[0]);
    try {
      Files.createDirectories(folder);
      list();
      write(file(key), jpeg, made);
      for (String old : add(key, jpeg.length)) {
        Files.deleteIfExists(file(old));
      }
    } catch (IOException e) {
      LOG.debugf("Failed to store a cover: reason=%s", e.getMessage());
    }
  }

  private void write(Path file, byte[] jpeg, Instant made) throws IOException {
    Path part = Files.createTempFile(folder, "", UNFINISHED);
    try {
      Files.write(part, jpeg);
      Files.setLastModifiedTime(part, FileTime.from(made));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Counts a file; returns those that are to be deleted. */
  private List<String> add(String key, long size) {
    List<String> deleted = new ArrayList<>();
    synchronized (sizes) {
      Long before = sizes.remove(key);
      bytes += size - (before == null ? 0 : before);
      sizes.put(key, size);
      Iterator<Map.Entry<String, Long>> oldest = sizes.entrySet().iterator();
      while (sizes.size() > mostFiles || bytes > mostBytes) {
        Map.Entry<String, Long> entry = oldest.next();
        deleted.add(entry.getKey());
        bytes -= entry.getValue();
        oldest.remove();
      }
    }
    return deleted;
  }

  /** Counts what an earlier run has stored. */
  private void list() throws IOException {
    if (!listed.compareAndSet(false, true)) {
      return;
    }
    record Stored(Path file, BasicFileAttributes attributes) {}
    List<Stored> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (file.toString().endsWith(SUFFIX)) {
          all.add(new Stored(file, Files.readAttributes(file, BasicFileAttributes.class)));
        } else if (file.toString().endsWith(UNFINISHED)) {
          Files.deleteIfExists(file);
        }
      }
    }
    all.sort(Comparator.comparing(stored -> stored.attributes.lastModifiedTime()));
    synchronized (sizes) {
      Map<String, Long> later = new LinkedHashMap<>(sizes);
      sizes.clear();
      bytes = 0;
      Stream.concat(
              all.stream().map(stored -> Map.entry(key(stored.file), stored.attributes.size())),
              later.entrySet().stream())
          .forEach(
              entry -> {
                Long before = sizes.remove(entry.getKey());
                bytes += entry.getValue() - (before == null ? 0 : before);
                sizes.put(entry.getKey(), entry.getValue());
              });
    }
  }

  private Path file(String key) {
    return folder.resolve(key + SUFFIX);
  }

  private static String key(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
