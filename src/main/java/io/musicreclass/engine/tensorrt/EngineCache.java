package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
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
 * which is written last and without which an engine is none. May be used by many threads and
 * processes.
 */
final class EngineCache {
  private static final Logger LOG = Logger.getLogger(EngineCache.class);

  private static final String ENGINE = ".engine";
  private static final String MANIFEST = ".json";
  private static final String REFUSED = ".refused";
  private static final String BAD = ".bad";
  private static final String UNFINISHED = ".part";

  /** Compiles into a file, compares it, and says what is known of it then. */
  @FunctionalInterface
  interface Maker {
    EngineManifest make(Path file) throws IOException;
  }

  private final Path folder;

  /** Engines whose bytes were compared, and when they were written. */
  private final Map<Path, FileTime> compared = new ConcurrentHashMap<>();

  EngineCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The engine for a blueprint. One whose bytes are not those that passed is put aside.
   *
   * @throws IOException when the folder cannot be read
   */
  Optional<CachedEngine> find(EngineKey blueprint) throws IOException {
    Path engine = file(blueprint, ENGINE);
    Optional<EngineManifest> manifest = EngineManifest.read(file(blueprint, MANIFEST));
    if (manifest.isEmpty() || !Files.isRegularFile(engine)) {
      return Optional.empty();
    }
    if (!isWhole(engine, manifest.get())) {
      putAside(blueprint, "its bytes are not those that were compared");
      return Optional.empty();
    }
    return Optional.of(new CachedEngine(engine, manifest.get()));
  }

  /** Whether the bytes are those that passed; read once, unless the file was written since. */
  private boolean isWhole(Path engine, EngineManifest manifest) throws IOException {
    FileTime written = Files.getLastModifiedTime(engine);
    if (Files.size(engine) != manifest.size()) {
      return false;
    }
    if (written.equals(compared.get(engine))) {
      return true;
    }
    boolean whole = Hashes.ofFile(engine).equals(manifest.sha256());
    if (whole) {
      compared.put(engine, written);
    }
    return whole;
  }

  /**
   * Makes the engine for a blueprint, unless another process did meanwhile. The one that is there,
   * if any, stays until the new one has passed; then older ones of this network go.
   *
   * @param wanted whether to go on waiting for others who build
   * @throws IOException when it cannot be made or did not pass; nothing of it is left
   */
  CachedEngine make(EngineKey blueprint, Maker maker, BooleanSupplier wanted) throws IOException {
    BuildLock lock = BuildLock.take(folder.resolve(".lock"), wanted);
    try {
      EngineFiles.tidy(folder(blueprint), UNFINISHED);
      Optional<CachedEngine> there = find(blueprint);
      return there.isPresent() ? there.get() : make(blueprint, maker);
    } finally {
      lock.close();
    }
  }

  private CachedEngine make(EngineKey blueprint, Maker maker) throws IOException {
    EngineFiles.needSpace(folder(blueprint), blueprint.size());
    Path engine = file(blueprint, ENGINE);
    Path unfinished = file(blueprint, ENGINE + UNFINISHED);
    Path description = file(blueprint, MANIFEST + UNFINISHED);
    try {
      EngineManifest manifest = maker.make(unfinished);
      EngineFiles.force(unfinished);
      Files.write(description, manifest.bytes());
      EngineFiles.force(description);
      Files.move(unfinished, engine, StandardCopyOption.ATOMIC_MOVE);
      Files.move(description, file(blueprint, MANIFEST), StandardCopyOption.ATOMIC_MOVE);
      EngineFiles.forceFolder(folder(blueprint));
      removeOlder(blueprint);
      return new CachedEngine(engine, manifest);
    } finally {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(description);
    }
  }

  /** Where the device keeps what it measured, to build the next network faster. */
  Path timings(DeviceInfo device) throws IOException {
    return folder.resolve("timing-" + Hashes.ofJson(device.identity()).substring(0, 16) + ".cache");
  }

  /** Takes an engine out of use for good; it stays for those who want to look at it. */
  void putAside(EngineKey blueprint, String why) throws IOException {
    Path engine = file(blueprint, ENGINE);
    LOG.warnf("An engine is put aside and built anew: %s (%s): %s", engine, blueprint, why);
    Files.deleteIfExists(file(blueprint, MANIFEST));
    if (Files.exists(engine)) {
      Files.move(engine, file(blueprint, ENGINE + BAD), StandardCopyOption.REPLACE_EXISTING);
    }
    compared.remove(engine);
  }

  /** Notes that this blueprint gives wrong numbers, so that nobody builds it again. */
  void refuse(EngineKey blueprint, String why) throws IOException {
    Files.createDirectories(folder(blueprint));
    Files.writeString(file(blueprint, REFUSED), why + "\n");
  }

  /** Why this blueprint must not be used; empty when it may. */
  Optional<String> refusal(EngineKey blueprint) throws IOException {
    Path file = file(blueprint, REFUSED);
    return Files.isRegularFile(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  /** Forgets a refusal, so that it is tried again. */
  void forgive(EngineKey blueprint) throws IOException {
    Files.deleteIfExists(file(blueprint, REFUSED));
  }

  /** Engines of the same network in the same precision that nobody will ask for again. */
  private void removeOlder(EngineKey blueprint) throws IOException {
    for (Path file : EngineFiles.list(folder(blueprint), "*" + MANIFEST)) {
      Optional<EngineManifest> old = EngineManifest.read(file);
      if (old.isPresent()
          && !file.equals(file(blueprint, MANIFEST))
          && old.get().part().equals(blueprint.order().part().toString())
          && old.get().precision().equals(blueprint.precision().toString())) {
        for (String kind : new String[] {MANIFEST, ENGINE, ENGINE + BAD, REFUSED}) {
          Files.deleteIfExists(sibling(file, MANIFEST, kind));
        }
      }
    }
    for (Path engine : EngineFiles.list(folder(blueprint), "*" + ENGINE)) {
      if (!Files.exists(sibling(engine, ENGINE, MANIFEST))) {
        Files.deleteIfExists(engine); // a crash between the two renames
      }
    }
  }

  private Path folder(EngineKey blueprint) {
    return folder.resolve(blueprint.order().name());
  }

  private Path file(EngineKey blueprint, String kind) {
    return folder(blueprint).resolve(blueprint.key() + kind);
  }

  private static Path sibling(Path file, String from, String to) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - from.length()) + to);
  }
}
