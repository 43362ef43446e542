package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.lifecycle.Disk;
import io.musicreclass.models.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The compiled engines of this machine: {@code NAME/KEY.engine}, and beside it {@code KEY.json},
 * which is written last; an engine without it is ignored. May be used by many threads and
 * processes.
 */
final class EngineCache {
  private static final Logger LOG = Logger.getLogger(EngineCache.class);

  private static final String ENGINE = ".engine";
  private static final String MANIFEST = ".json";
  private static final String REFUSED = ".refused";
  private static final String BAD = ".bad";
  private static final String UNFINISHED = ".part";

  /** Compiles into a file, checks the engine and returns its manifest. */
  @FunctionalInterface
  interface Maker {
    EngineManifest make(Path file) throws IOException;
  }

  private final Path folder;

  /** Engines whose hash was verified, and the modification time of their files. */
  private final Map<Path, FileTime> verified = new ConcurrentHashMap<>();

  EngineCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The engine for a key. One whose bytes have changed since its check is put aside.
   *
   * @throws IOException if the folder cannot be read
   */
  Optional<CachedEngine> find(EngineKey key) throws IOException {
    Path engine = file(key, ENGINE);
    Optional<EngineManifest> manifest = EngineManifest.read(file(key, MANIFEST));
    if (manifest.isEmpty() || !Files.isRegularFile(engine)) {
      return Optional.empty();
    }
    if (!isUnchanged(engine, manifest.get())) {
      putAside(key, "its bytes have changed since its check");
      return Optional.empty();
    }
    return Optional.of(new CachedEngine(engine, manifest.get()));
  }

  /** Whether the bytes are those that passed the check; hashed once, unless the file changes. */
  private boolean isUnchanged(Path engine, EngineManifest manifest) throws IOException {
    FileTime written = Files.getLastModifiedTime(engine);
    if (Files.size(engine) != manifest.size()) {
      return false;
    }
    if (written.equals(verified.get(engine))) {
      return true;
    }
    boolean unchanged = Hashes.ofFile(engine).equals(manifest.sha256());
    if (unchanged) {
      verified.put(engine, written);
    }
    return unchanged;
  }

  /**
   * Builds the engine for a key, unless another process has built it meanwhile. An existing engine
   * stays until the new one has passed; then older engines of this network are removed.
   *
   * @param wanted polled while other processes build; false: stop waiting
   * @throws IOException if it cannot be built or did not pass; no file is left behind
   */
  CachedEngine make(EngineKey key, Maker maker, BooleanSupplier wanted) throws IOException {
    BuildLock lock = BuildLock.take(folder.resolve(".lock"), wanted);
    try {
      EngineFiles.tidy(folder(key), UNFINISHED);
      Optional<CachedEngine> there = find(key);
      return there.isPresent() ? there.get() : make(key, maker);
    } finally {
      lock.close();
    }
  }

  private CachedEngine make(EngineKey key, Maker maker) throws IOException {
    EngineFiles.needSpace(folder(key), key.size());
    Path engine = file(key, ENGINE);
    Path unfinished = file(key, ENGINE + UNFINISHED);
    Path description = file(key, MANIFEST + UNFINISHED);
    try {
      EngineManifest manifest = maker.make(unfinished);
      Disk.sync(unfinished);
      Files.write(description, manifest.bytes());
      Disk.sync(description);
      Files.move(unfinished, engine, StandardCopyOption.ATOMIC_MOVE);
      Files.move(description, file(key, MANIFEST), StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(folder(key));
      removeOlder(key);
      return new CachedEngine(engine, manifest);
    } finally {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(description);
    }
  }

  /** The device's timing cache, which makes the next build faster. */
  Path timings(DeviceInfo device) throws IOException {
    return folder.resolve("timing-" + Hashes.ofJson(device.identity()).substring(0, 16) + ".cache");
  }

  /** Takes an engine out of use for good; its file is kept for inspection. */
  void putAside(EngineKey key, String why) throws IOException {
    Path engine = file(key, ENGINE);
    LOG.warnf(
        "Discarded an engine, to be built again: file=%s network=%s reason=%s", engine, key, why);
    Files.deleteIfExists(file(key, MANIFEST));
    if (Files.exists(engine)) {
      Files.move(engine, file(key, ENGINE + BAD), StandardCopyOption.REPLACE_EXISTING);
    }
    verified.remove(engine);
  }

  /** Records that an engine with this key gives wrong numbers, so it is not built again. */
  void refuse(EngineKey key, String why) throws IOException {
    Files.createDirectories(folder(key));
    Files.writeString(file(key, REFUSED), why + "\n");
  }

  /** Why this key must not be used; empty if it may. */
  Optional<String> refusal(EngineKey key) throws IOException {
    Path file = file(key, REFUSED);
    return Files.isRegularFile(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  /** Removes a refusal, so that it is built again. */
  void clearRefusal(EngineKey key) throws IOException {
    Files.deleteIfExists(file(key, REFUSED));
  }

  /** Removes engines of the same network and precision that are obsolete. */
  private void removeOlder(EngineKey key) throws IOException {
    for (Path file : EngineFiles.list(folder(key), "*" + MANIFEST)) {
      Optional<EngineManifest> old = EngineManifest.read(file);
      if (old.isPresent()
          && !file.equals(file(key, MANIFEST))
          && old.get().part().equals(key.request().part().toString())
          && old.get().precision().equals(key.precision().toString())) {
        for (String kind : new String[] {MANIFEST, ENGINE, ENGINE + BAD, REFUSED}) {
          Files.deleteIfExists(sibling(file, MANIFEST, kind));
        }
      }
    }
    for (Path engine : EngineFiles.list(folder(key), "*" + ENGINE)) {
      if (!Files.exists(sibling(engine, ENGINE, MANIFEST))) {
        Files.deleteIfExists(engine); // left by a crash between the two renames
      }
    }
  }

  private Path folder(EngineKey key) {
    return folder.resolve(key.request().name());
  }

  private Path file(EngineKey key, String kind) {
    return folder(key).resolve(key.digest() + kind);
  }

  private static Path sibling(Path file, String from, String to) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - from.length()) + to);
  }
}
