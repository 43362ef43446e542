package io.musicreclass.backup;

import io.musicreclass.ledger.db.LedgerDatabase;
import io.musicreclass.lifecycle.Disk;
import io.musicreclass.models.Hashes;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive of an installation, whose daemon may be running. It contains passwords, so only
 * the user can read it.
 */
public final class Backup {
  /** Larger files beside the settings or the database are not settings. */
  static final long LARGEST_SETTING = 4 << 20;

  /** Larger packages have a published network, which can be downloaded or imported again. */
  private static final long LARGEST_MODEL = 64 << 20;

  private static final int DEPTH = 3;

  private final Place place;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * What was written.
   *
   * @param files how many files the archive has
   * @param leftOut what it does not have, each with its reason
   */
  public record Outcome(int files, List<String> leftOut) {
    public Outcome {
      leftOut = List.copyOf(leftOut);
    }
  }

  private Backup(Place place) {
    this.place = place;
  }

  /**
   * Writes an archive.
   *
   * @param archive a file that does not exist yet
   * @param allModels whether large packages are included
   * @throws IOException if it exists or cannot be written
   * @throws io.musicreclass.ledger.db.LedgerException if there is no database, or it is damaged
   */
  public static Outcome write(
      Place place, Path archive, boolean allModels, String program, Instant now)
      throws IOException {
    if (Files.exists(archive, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(archive + " exists: choose another name");
    }
    Backup backup = new Backup(place);
    Path part = archive.resolveSibling(archive.getFileName() + ".part");
    Path database = archive.resolveSibling(archive.getFileName() + ".database.part");
    try {
      createPrivate(database);
      LedgerDatabase.copy(place.home(), database);
      backup.collect(database, allModels);
      backup.pack(part, program, now);
      Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(database);
    }
    return new Outcome(backup.files.size(), backup.leftOut);
  }

  /** Creates an empty file that nobody else can read; one left by a killed process is replaced. */
  private static void createPrivate(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void collect(Path database, boolean allModels) throws IOException {
    files.put(Place.DATABASE, database);
    Path settings = place.configuration().getParent();
    addFiles(Place.SETTINGS, settings);
    if (!Files.exists(settings) || !Files.isSameFile(settings, place.home())) {
      addFiles(Place.HOME, place.home());
    }
    for (ModelPackage model : new ModelStore(List.of(place.models())).list()) {
      if (!model.card().bundled()) {
        addModel(model, allModels);
      }
    }
  }

  /** Adds the files directly in a folder, except the database's. */
  private void addFiles(String prefix, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : entries) {
        String name = file.getFileName().toString();
        if (name.startsWith("ledger.") || name.endsWith(".part")) {
          continue;
        }
        if (!Place.isKnown(prefix + name) || Files.size(file) > LARGEST_SETTING) {
          leftOut.add(file + ": it is no file of settings");
        } else {
          files.put(prefix + name, file);
        }
      }
    }
  }

  private void addModel(ModelPackage model, boolean allModels) throws IOException {
    Path folder = model.folder();
    Map<String, Path> found = new LinkedHashMap<>();
    long bytes = 0;
    try (Stream<Path> tree = Files.walk(folder, DEPTH)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        String name = Place.MODELS + folder.getFileName() + "/" + folder.relativize(file);
        if (Place.isKnown(name)) {
          found.put(name, file);
          bytes += Files.size(file);
        }
      }
    }
    if (bytes > LARGEST_MODEL && !allModels) {
      leftOut.add(
          "model "
              + folder.getFileName()
              + " ("
              + (bytes >> 20)
              + " MB): fetch or import it again, or add --all-models");
    } else {
      files.putAll(found);
    }
  }

  private void pack(Path part, String program, Instant now) throws IOException {
    createPrivate(part);
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      entries.add(
          new Manifest.Entry(
              file.getKey(), Files.size(file.getValue()), Hashes.ofFile(file.getValue())));
    }
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(Manifest.NAME));
      zip.write(new Manifest(program, now.toString(), entries).json());
      for (Map.Entry<String, Path> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        Files.copy(file.getValue(), zip);
      }
    }
    Disk.sync(part);
  }
}
