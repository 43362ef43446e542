package io.musicreclass.support;

import io.musicreclass.config.Settings;
import io.musicreclass.organize.PathPattern;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Facts and logs in one archive, to be attached to an issue. */
public final class SupportBundle {
  private static final int MOST_SECRET_BYTES = 65_536;

  private final Map<String, String> parts = new LinkedHashMap<>();
  private final Redaction redaction;

  /**
   * Collects everything; changes nothing.
   *
   * @param configuration the configuration file
   */
  public SupportBundle(Settings settings, Path configuration, Map<String, String> environment) {
    redaction = new Redaction(secrets(settings, configuration, environment), songs(settings));
    add("machine.txt", Facts.machine());
    add("folders.txt", Facts.folders(settings));
    add("counts.txt", Facts.counts(settings));
    parts.put("settings.txt", Facts.settings(configuration, environment, redaction));
    add("log.txt", Facts.journal());
  }

  private static List<String> secrets(
      Settings settings, Path configuration, Map<String, String> environment) {
    List<String> secrets = new ArrayList<>();
    content(settings.home().resolve("token")).ifPresent(secrets::add); // the page's
    settings.mqtt().password().ifPresent(secrets::add);
    Map<String, String> written = new LinkedHashMap<>(Facts.properties(configuration));
    written.putAll(environment);
    written.forEach(
        (key, value) -> {
          String name = key.replace('_', '-').toLowerCase(java.util.Locale.ROOT);
          if (name.matches(".*(password|token|secret)")) {
            secrets.add(value);
          } else if (name.matches(".*(password|token|secret)-file|.*mqtt.key")) {
            content(settings.path(value)).ifPresent(secrets::add);
          }
        });
    return secrets;
  }

  private static Optional<String> content(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST_SECRET_BYTES
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the program cannot read it either
    }
  }

  /** The folders with songs. */
  private static List<Path> songs(Settings settings) {
    List<Path> folders = new ArrayList<>(settings.libraryFolders());
    folders.add(settings.inboxFolder());
    PathPattern.written(settings.after())
        .forEach((key, path) -> folders.add(PathPattern.of(settings.root(), key, path).folder()));
    settings.reclass().playlists().path().map(settings::path).ifPresent(folders::add);
    return folders;
  }

  /** Adds a text, redacted. */
  public void add(String name, String text) {
    parts.put(name, redaction.apply(text));
  }

  /** The names of the parts and their sizes in bytes. */
  public Map<String, Integer> contents() {
    Map<String, Integer> contents = new LinkedHashMap<>();
    parts.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8).length));
    return contents;
  }

  /**
   * Writes the archive, which only this user can read.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public void write(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " exists: choose another name", e);
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
