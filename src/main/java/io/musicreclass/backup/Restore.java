package io.musicreclass.backup;

import io.musicreclass.ledger.db.LedgerDatabase;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.lifecycle.Disk;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Puts the files of an archive in place. Everything is unpacked beside its place and verified
 * before anything is touched; what was there is set aside, never deleted. See {@link
 * RestoreJournal} for what a kill leaves.
 */
public final class Restore {
  private static final String STAGING = ".restore.part";
  static final String ASIDE = "before-restore-";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final List<String> FOLDERS = List.of("reclass.home", "reclass.models.path");

  private final Place place;
  private final String stamp;
  private final Map<Path, Move> moves = new LinkedHashMap<>();
  private final List<Path> aside = new ArrayList<>();

  /**
   * What was restored.
   *
   * @param files how many files were restored
   * @param made when the archive was made, as ISO 8601
   * @param aside folders with what was there before
   */
  public record Outcome(int files, String made, List<Path> aside) {
    public Outcome {
      aside = List.copyOf(aside);
    }
  }

  private Restore(Place place, Instant now) {
    this.place = place;
    this.stamp = STAMP.format(now);
  }

  /**
   * Restores an archive.
   *
   * @throws IOException if it cannot be restored; nothing has changed then
   * @throws LedgerException if a daemon or another command is running
   */
  public static Outcome from(Path archive, Place place, Instant now) throws IOException {
    Files.createDirectories(place.home());
    try (Archive opened = Archive.open(archive);
        LedgerDatabase.Owner owner = LedgerDatabase.own(place.home())) {
      RestoreJournal.finish(place.home(), owner);
      return new Restore(place, now).run(opened, owner);
    }
  }

  private Outcome run(Archive archive, LedgerDatabase.Owner owner) throws IOException {
    List<Path> folders =
        List.of(place.home(), place.models(), place.configuration().getParent()).stream()
            .map(folder -> folder.resolve(STAGING))
            .toList();
    try {
      for (Path folder : folders) {
        Disk.remove(folder);
        Files.createDirectories(folder.getParent());
        Files.createDirectory(folder);
      }
      prepare(archive);
      RestoreJournal.run(place.home(), List.copyOf(moves.values()), owner);
      return new Outcome(archive.manifest().entries().size(), archive.manifest().made(), aside);
    } finally {
      if (!RestoreJournal.isPending(place.home())) {
        for (Path folder : folders) {
          Disk.remove(folder);
        }
      }
    }
  }

  private void prepare(Archive archive) throws IOException {
    checkSpace(archive);
    List<Manifest.Entry> entries = new ArrayList<>(archive.manifest().entries());
    // The settings say where everything else is: they come last, and are replaced in one step.
    entries.sort((a, b) -> Boolean.compare(isSetting(a), isSetting(b)));
    for (Manifest.Entry entry : entries) {
      Path target = place.target(entry.name());
      Path staged = staged(entry.name());
      Files.createDirectories(staged.getParent());
      archive.extract(entry, staged);
      Ownership.copy(target, staged);
      if (entry.name().equals(Place.DATABASE)) {
        check(archive, staged);
      } else if (target.equals(place.configuration())) {
        checkFolders(archive, staged);
      }
    }
    try {
      for (Manifest.Entry entry : entries) {
        plan(entry, place.target(entry.name()), staged(entry.name()));
      }
    } catch (IOException | RuntimeException e) {
      for (Path folder : aside) { // nothing has been moved there yet
        Disk.remove(folder);
      }
      throw e;
    }
  }

  private static boolean isSetting(Manifest.Entry entry) {
    return entry.name().startsWith(Place.SETTINGS);
  }

  private void checkSpace(Archive archive) throws IOException {
    // a sum of any sizes, which may exceed a long
    double bytes = archive.manifest().entries().stream().mapToDouble(Manifest.Entry::bytes).sum();
    long free = Files.getFileStore(place.home()).getUsableSpace();
    if (bytes > free) {
      throw archive.unusable(
          "it needs " + ((long) bytes >> 20) + " MB, " + (free >> 20) + " MB are free");
    }
  }

  private static void check(Archive archive, Path database) throws IOException {
    try {
      LedgerDatabase.verify(database);
    } catch (LedgerException e) {
      throw archive.unusable("its database cannot be used: " + e.getMessage());
    }
  }

  /** Settings that name other folders would leave what is restored here unused. */
  private void checkFolders(Archive archive, Path settings) throws IOException {
    Properties now = properties(place.configuration());
    Properties then = properties(settings);
    for (String key : FOLDERS) {
      String was = then.getProperty(key, "").strip();
      if (!was.equals(now.getProperty(key, "").strip())) {
        throw archive.unusable(
            was.isEmpty()
                ? "its settings leave out " + key + ": remove it from " + place.configuration()
                : "its settings say " + key + "=" + was + ": set this in " + place.configuration());
      }
    }
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return properties;
  }

  private Path staged(String name) {
    Path target = place.target(name);
    Path folder = folder(name);
    return folder.resolve(STAGING).resolve(folder.relativize(target));
  }

  private Path folder(String name) {
    if (name.startsWith(Place.MODELS)) {
      return place.models();
    }
    return name.startsWith(Place.SETTINGS) ? place.configuration().getParent() : place.home();
  }

  private void plan(Manifest.Entry entry, Path target, Path staged) throws IOException {
    Path folder = folder(entry.name());
    if (entry.name().startsWith(Place.MODELS)) { // a package as a whole
      Path model = folder.resolve(folder.relativize(target).getName(0));
      add(
          model,
          folder.resolve("." + ASIDE + stamp),
          folder.resolve(STAGING).resolve(model.getFileName()));
      return;
    }
    if (Files.isDirectory(target)) {
      throw new IOException(target + " is a folder: move it away to restore " + entry.name());
    }
    Path old = folder.resolve(ASIDE + stamp);
    if (entry.name().equals(Place.DATABASE)) {
      for (String part : List.of("-wal", "-shm")) {
        Path log = target.resolveSibling(target.getFileName() + part);
        if (Files.exists(log)) {
          add(log, old, log);
        }
      }
    }
    add(target, old, staged);
    if (isSetting(entry) && Files.exists(target)) { // it is never absent
      Files.copy(target, old.resolve(target.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private void add(Path present, Path old, Path staged) throws IOException {
    if (Files.exists(present, LinkOption.NOFOLLOW_LINKS) && !aside.contains(old)) {
      Files.createDirectory(old);
      Ownership.copy(old.getParent(), old);
      aside.add(old);
    }
    moves.putIfAbsent(present, new Move(present, old.resolve(present.getFileName()), staged));
  }
}
