package io.musicreclass.models;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes packages so that a crash leaves the old one, the new one or none, never half of one. */
final class Staging {
  private Staging() {}

  static ModelPackage write(
      Path root, Card card, Map<String, ModelStore.Content> files, ModelStore.Check check)
      throws IOException {
    Files.createDirectories(root);
    // The store passes over names with a dot.
    Path staged = Files.createTempDirectory(root, "." + card.name() + ".new-");
    try {
      // Private while it is written; packages are read by the daemon's user too.
      Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rwxr-xr-x"));
      Map<String, String> hashes = new TreeMap<>();
      for (Map.Entry<String, ModelStore.Content> file : files.entrySet()) {
        hashes.put(file.getKey(), writeFile(staged.resolve(file.getKey()), file.getValue()));
      }
      Card whole = card.withFiles(hashes);
      byte[] json = CardFile.pretty(whole);
      writeFile(staged.resolve(ModelPackage.CARD), out -> out.write(json));
      check.check(ModelPackage.opened(staged, CardFile.read(staged.resolve(ModelPackage.CARD))));
      Path target = root.resolve(card.name());
      replace(staged, target);
      return ModelPackage.open(target);
    } finally {
      delete(staged);
    }
  }

  private static String writeFile(Path path, ModelStore.Content content) throws IOException {
    MessageDigest digest = Hashes.sha256();
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out =
          new DigestOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    return Hashes.hex(digest);
  }

  private static void replace(Path staged, Path target) throws IOException {
    if (!Files.exists(target)) {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // A folder cannot be renamed over a full one.
    Path old = staged.resolveSibling(staged.getFileName() + "-old");
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
