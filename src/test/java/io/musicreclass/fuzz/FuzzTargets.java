package io.musicreclass.fuzz;

import io.musicreclass.backup.ArchiveFuzz;
import io.musicreclass.cli.settings.SettingsFuzz;
import io.musicreclass.cluster.WorkFuzz;
import io.musicreclass.convert.CheckpointFuzz;
import io.musicreclass.daemon.CommandFuzz;
import io.musicreclass.decode.SongFuzz;
import io.musicreclass.models.CardFuzz;
import io.musicreclass.organize.NameFuzz;
import io.musicreclass.organize.UndoFuzz;
import io.musicreclass.playback.PathFuzz;
import io.musicreclass.tags.TagFuzz;
import io.musicreclass.train.data.DataSetFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All targets. */
final class FuzzTargets {
  /** Inputs that the fuzzer found, in a folder per target. */
  private static final Path FOUND = Path.of("src", "test", "resources", "fuzz");

  /** Makes a target that may write into a folder. */
  private interface Maker {
    FuzzTarget in(Path folder) throws IOException;
  }

  private static final Map<String, Maker> ALL =
      Map.ofEntries(
          Map.entry("checkpoints", CheckpointFuzz::new),
          Map.entry("settings", SettingsFuzz::new),
          Map.entry("commands", CommandFuzz::new),
          Map.entry("names", NameFuzz::new),
          Map.entry("tags", TagFuzz::new),
          Map.entry("songs", SongFuzz::new),
          Map.entry("undo", UndoFuzz::new),
          Map.entry("paths", PathFuzz::new),
          Map.entry("cards", CardFuzz::new),
          Map.entry("data-sets", DataSetFuzz::new),
          Map.entry("work", WorkFuzz::new),
          Map.entry("backups", ArchiveFuzz::new));

  private FuzzTargets() {}

  static List<String> names() {
    return ALL.keySet().stream().sorted().toList();
  }

  static FuzzTarget of(String name, Path folder) throws IOException {
    Maker maker = ALL.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(name + " is none of " + String.join(", ", names()));
    }
    return maker.in(Files.createDirectories(folder));
  }

  /** The seeds of a target, and what the fuzzer found. */
  static Map<String, byte[]> inputs(String name, FuzzTarget target) throws IOException {
    Map<String, byte[]> inputs = new LinkedHashMap<>(target.seeds());
    Path found = FOUND.resolve(name);
    if (Files.isDirectory(found)) {
      try (Stream<Path> files = Files.list(found)) {
        for (Path file : files.sorted().toList()) {
          inputs.put("found " + file.getFileName(), Files.readAllBytes(file));
        }
      }
    }
    return inputs;
  }
}
