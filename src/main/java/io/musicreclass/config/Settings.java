package io.musicreclass.config;

import io.musicreclass.models.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings, and the root of relative paths in them.
 *
 * @param root the project's root; its {@code models} folder holds the bundled packages
 * @param trial folder of packages that are tried out: they hide installed ones of the same name
 */
public record Settings(
    Path root,
    ReclassConfig reclass,
    InboxConfig inbox,
    DecodeConfig decode,
    EngineConfig engine,
    VoteConfig vote,
    AfterConfig after,
    MqttConfig mqtt,
    Optional<Path> trial) {

  /** Settings by which nothing is tried out. */
  public Settings(
      Path root,
      ReclassConfig reclass,
      InboxConfig inbox,
      DecodeConfig decode,
      EngineConfig engine,
      VoteConfig vote,
      AfterConfig after,
      MqttConfig mqtt) {
    this(root, reclass, inbox, decode, engine, vote, after, mqtt, Optional.empty());
  }

  /** The same with packages to try out. */
  public Settings trying(Path packages) {
    return new Settings(
        root, reclass, inbox, decode, engine, vote, after, mqtt, Optional.of(packages));
  }

  /** Resolves a path as written in a setting: absolute, or relative to the root. */
  public Path path(String written) {
    return root.resolve(written).normalize();
  }

  /** Folder of the ledger. */
  public Path home() {
    return path(reclass.home());
  }

  /** Folder of the ledger's backups. */
  public Path backups() {
    return reclass.backup().path().map(this::path).orElseGet(() -> home().resolve("backups"));
  }

  /** The watched folder. */
  public Path inboxFolder() {
    return path(inbox.path());
  }

  /** Folders to classify in the background. */
  public List<Path> libraryFolders() {
    return libraryFolders(reclass.library(), root);
  }

  /** The library's folders, absolute and normalised. */
  public static List<Path> libraryFolders(ReclassConfig.Library library, Path root) {
    return library.paths().orElse(List.of()).stream()
        .map(written -> root.resolve(written).toAbsolutePath().normalize())
        .toList();
  }

  /** Folder for new model packages. */
  public Path models() {
    return path(reclass.models().path());
  }

  /** Whether the program runs in a checkout of its sources, not from a package. */
  public boolean isCheckout() {
    return Files.exists(root.resolve("pom.xml"));
  }

  /** Number of songs analysed in parallel, and of threads per network. */
  public int threads() {
    return engine.threads().orElse(Runtime.getRuntime().availableProcessors());
  }

  /** The user's and the bundled model packages. */
  public ModelStore store() {
    return new ModelStore(
        Stream.concat(trial.stream(), Stream.of(models(), root.resolve("models")))
            .distinct()
            .toList());
  }
}
