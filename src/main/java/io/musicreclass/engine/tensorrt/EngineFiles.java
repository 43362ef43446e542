package io.musicreclass.engine.tensorrt;

import io.musicreclass.lifecycle.Volume;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** File operations of the engine cache. */
final class EngineFiles {
  private EngineFiles() {}

  /** Files of a folder, sorted; none if the folder does not exist. */
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

  /** Creates the folder, and removes files left by a killed build. */
  static void tidy(Path folder, String unfinished) throws IOException {
    Files.createDirectories(folder);
    for (Path file : list(folder, "*" + unfinished)) {
      Files.delete(file);
    }
  }

  /** Checks the free space: an engine is about as large as its ONNX file. */
  static void needSpace(Path folder, long bytes) throws IOException {
    long free = Volume.usableSpace(folder);
    if (free < bytes) {
      throw new IOException(
          "%s has %d MB of free disk space, %d MB are needed: free some space"
              .formatted(folder, free >> 20, (bytes >> 20) + 1));
    }
  }
}
