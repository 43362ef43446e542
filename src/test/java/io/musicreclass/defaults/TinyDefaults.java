package io.musicreclass.defaults;

import io.musicreclass.config.Settings;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.fetch.TinyHub;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Two tiny models as the default ones, on a mirror of this machine, and an installation. */
final class TinyDefaults implements AutoCloseable {
  final TinyHub hub = new TinyHub();
  final TestStages installation;
  final List<PinnedModel> pinned;
  private final Path root;

  TinyDefaults(Path folder) throws Exception {
    root = Files.createDirectories(folder.resolve("installation"));
    installation = new TestStages(root).set("reclass.models.mirror", hub.address().toString());
    pinned = List.of(publish(folder, "one", 4), publish(folder, "two", 5));
  }

  private PinnedModel publish(Path folder, String name, int channels) throws Exception {
    byte[] content =
        Files.readAllBytes(
            RandomNetworks.genreCnn(channels, 10).zip(folder.resolve(name + ".pth")));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
    PinnedModel model =
        new PinnedModel(
            name,
            "gtzan-cnn",
            "free",
            RemoteFile.exact(name + ".pth", content.length, HexFormat.of().formatHex(hash)),
            List.of());
    var unused = hub.mirror(model, content);
    return model;
  }

  /** Makes the mirror send other bytes of the same length. */
  void corrupt(int model) {
    var unused = hub.mirror(pinned.get(model), new byte[(int) pinned.get(model).bytes()]);
  }

  TinyDefaults asCheckout() throws IOException {
    Files.createFile(root.resolve("pom.xml"));
    return this;
  }

  Settings settings() {
    return installation.settings();
  }

  DefaultModels models() {
    return new DefaultModels(settings(), pinned);
  }

  Optional<URI> mirror() {
    return Optional.of(hub.address());
  }

  /** Names of the imported packages. */
  List<String> imported() {
    return settings().store().list().stream().map(model -> model.card().name()).sorted().toList();
  }

  @Override
  public void close() throws IOException {
    hub.close();
  }
}
