package io.musicreclass.cluster;

import io.musicreclass.playback.OpenedFile;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The owner's folders as this machine knows them. Only songs below them are opened, by relative
 * names, through no link.
 */
public final class SharedFolders {
  private final Map<String, Path> local;

  private SharedFolders(Map<String, Path> local) {
    this.local = Map.copyOf(local);
  }

  /**
   * Reads a path map.
   *
   * @param entries {@code /owner's folder=/folder here}, both absolute
   * @param same folders that have the same name on both machines
   * @throws IllegalArgumentException if an entry is wrong; says which and how it should be
   */
  public static SharedFolders of(List<String> entries, List<Path> same) {
    Map<String, Path> local = new HashMap<>();
    same.forEach(folder -> local.put(SongFile.text(folder), folder));
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      String owners = equals < 0 ? "" : entry.substring(0, equals).strip();
      String here = equals < 0 ? "" : entry.substring(equals + 1).strip();
      if (!owners.startsWith("/") || !here.startsWith("/")) {
        throw new IllegalArgumentException(
            "'"
                + entry
                + "': expected the folder on the owner and the same folder here, such as"
                + " /srv/music=/mnt/nas/music");
      }
      local.put(Path.of(owners).normalize().toString(), Path.of(here).normalize());
    }
    return new SharedFolders(local);
  }

  /** What is wrong with a path map; empty if nothing is. */
  public static Optional<String> problem(List<String> entries) {
    try {
      var unused = of(entries, List.of());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  public boolean isEmpty() {
    return local.isEmpty();
  }

  /**
   * Opens a song; may block as long as its disk.
   *
   * @throws IOException if there is no such file below the folder, or not of that size; says why
   */
  OpenedFile open(SharedSong song) throws IOException {
    Path folder = local.get(song.folder());
    if (folder == null) {
      throw new IOException("this machine has no folder for " + song.folder() + ": see --map");
    }
    Path path = song.below(folder);
    if (!path.startsWith(folder) || !path.equals(path.normalize())) {
      throw new IOException("it is not below its folder");
    }
    SongFile file = SongFile.stat(path);
    if (file.size() != song.size()) {
      throw new IOException("the file has another size here");
    }
    return OpenedFile.open(file, folder);
  }
}
