package io.musicreclass.engine.tensorrt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What the cache does with files and folders. */
final class EngineFiles {
  private EngineFiles() {}

  /** Files of a folder, sorted; none when it is not there. */
  static List<Path> list(Path folder, String glob) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    return files.stream().sorted().toList();
  }

  /** Makes the folder, and removes what a build that was killed left in it. */
  static void tidy(Path folder, String unfinished) throws IOException {
    Files.createDirectories(folder);
    for (Path file : list(folder, "*" + unfinished)) {
      Files.delete(file);
    }
  }

  /** An engine is about as large as the file it is made of. */
  static void needSpace(Path folder, long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes) {
      throw new IOException(
          "the disk of %s has %d MB left and %d are needed: make room there"
              .formatted(folder, free >> 20, (bytes >> 20) + 1));
    }
  }

  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A rename is safe only once its folder is. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
