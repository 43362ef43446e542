package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.ledger.OrganizeQueue;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.organize.OrganizeRules.Decision;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Determines the target paths of files from the settings and the existing files. */
final class TargetPaths {
  private final OrganizeQueue organizeQueue;
  private final PathPattern sure;
  private final Optional<PathPattern> unsure;
  private final Path inbox;

  /** Folders that a dry run would have made, by what their spellings have in common. */
  private final Map<String, Path> planned = new HashMap<>();

  TargetPaths(Settings setup, OrganizeQueue organizeQueue) {
    List<PathPattern> patterns = patterns(setup);
    this.organizeQueue = organizeQueue;
    this.sure = patterns.get(0);
    this.unsure = patterns.stream().skip(1).findFirst();
    this.inbox = setup.inboxFolder();
  }

  /** That for songs of a sure genre, then that for the others if there is one. */
  private static List<PathPattern> patterns(Settings setup) {
    return PathPattern.written(setup.after()).entrySet().stream()
        .map(path -> PathPattern.of(setup.root(), path.getKey(), path.getValue()))
        .toList();
  }

  /** The folders that everything is sorted below. */
  static List<Path> folders(Settings setup) {
    return patterns(setup).stream().map(PathPattern::folder).toList();
  }

  /** The pattern that a song follows; empty where it stays. */
  private Optional<PathPattern> pattern(Decision decision) {
    return decision.unsure() ? unsure : Optional.of(sure);
  }

  /** Where a file is to stand if nothing is in its way; empty where it stays. */
  Optional<Path> wanted(Decision decision) throws IOException {
    Optional<PathPattern> pattern = pattern(decision);
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    Path file = decision.heard().file().path();
    Path place = pattern.get().place(file, decision.heard().genre(), Decoder.tags(file));
    Path folder = FileMover.spelled(pattern.get().folder(), place.getParent());
    return Optional.of(folder.resolve(place.getFileName()));
  }

  /** The same for a dry run, in which folders that would have been made count as there. */
  Optional<Path> planned(Decision decision) throws IOException {
    return wanted(decision).map(place -> planned(place.getParent()).resolve(place.getFileName()));
  }

  private Path planned(Path folder) {
    Path above = folder.getParent();
    Path spelled =
        above == null || Files.isDirectory(folder)
            ? folder
            : planned(above).resolve(folder.getFileName());
    return planned.computeIfAbsent(FileMover.spellings(spelled), first -> spelled);
  }

  /** What is there, or the free name beside it. */
  static FileMover.Spot spot(OrganizeCandidate heard, Path wanted) throws IOException {
    return FileMover.spot(heard.file().path(), wanted, other -> isSong(other, heard.id()));
  }

  static boolean isSong(Path file, TrackId id) {
    return Decoder.open(file) instanceof Decoded.Audio audio && audio.is(id);
  }

  /**
   * Whether a file is that song. The one it was made from may be known by a former identity still,
   * which depends on its tags.
   */
  static boolean isCopy(Path file, Path source, TrackId id) {
    return isSong(file, id)
        || (Decoder.open(file) instanceof Decoded.Audio copy
            && Decoder.open(source) instanceof Decoded.Audio original
            && original.is(id)
            && copy.id().equals(original.id()));
  }

  /**
   * Makes the folders down to the one that a file goes into.
   *
   * @throws IOException also where songs were sorted into what looks like the empty mount point of
   *     a disk that is away
   */
  CreatedFolders makeFolders(Decision decision, Path folder) throws IOException {
    Path base = pattern(decision).orElseThrow().folder();
    if (FileMover.isBare(base) && organizeQueue.hasSorted(base)) {
      throw new IOException(
          SongFile.text(base)
              + " is missing or empty, but songs were sorted into it: mount its disk, or create a"
              + " folder in it to start over");
    }
    return FileMover.makeFolders(base, folder);
  }

  /** Removes the folders below that for unsure songs that became empty when a file left them. */
  void pruneUnsure(Path left) {
    unsure.ifPresent(pattern -> FileMover.prune(pattern.folder(), left.getParent()));
  }

  /** Whether a folder is in the inbox, by whatever links: a file there would be heard again. */
  boolean isWatched(Path folder) throws IOException {
    Path real = folder.toRealPath();
    try {
      return real.startsWith(inbox.toRealPath());
    } catch (IOException e) {
      if (FileErrors.isAbsence(e)) {
        return false;
      }
      throw e;
    }
  }
}
