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

/** Determines the target paths of files from the settings and the existing folders. */
final class TargetPaths {
  private final OrganizeQueue organizeQueue;
  private final PathPattern sure;
  private final Optional<PathPattern> unsure;
  private final Path inbox;

  /** Folders that a plan would create, by {@link FileMover#spellings}. */
  private final Map<String, Path> plannedFolders = new HashMap<>();

  TargetPaths(Settings settings, OrganizeQueue organizeQueue) {
    List<PathPattern> patterns = patterns(settings);
    this.organizeQueue = organizeQueue;
    this.sure = patterns.get(0);
    this.unsure = patterns.stream().skip(1).findFirst();
    this.inbox = settings.inboxFolder();
  }

  /** The pattern for songs of a sure genre, then the one for unsure songs if it is set. */
  private static List<PathPattern> patterns(Settings settings) {
    return PathPattern.written(settings.after()).entrySet().stream()
        .map(path -> PathPattern.of(settings.root(), path.getKey(), path.getValue()))
        .toList();
  }

  /** The base folders of the patterns. */
  static List<Path> folders(Settings settings) {
    return patterns(settings).stream().map(PathPattern::folder).toList();
  }

  /** The pattern for a song; empty if its file stays where it is. */
  private Optional<PathPattern> pattern(Decision decision) {
    return decision.unsure() ? unsure : Optional.of(sure);
  }

  /** The preferred path of a file, with existing folders as they are spelled; empty if it stays. */
  Optional<Path> target(Decision decision) throws IOException {
    Optional<PathPattern> pattern = pattern(decision);
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    Path file = decision.candidate().file().path();
    Path path = pattern.get().resolve(file, decision.candidate().genre(), Decoder.tags(file));
    Path folder = FileMover.spelled(pattern.get().folder(), path.getParent());
    return Optional.of(folder.resolve(path.getFileName()));
  }

  /** As {@link #target}, where folders that earlier calls would create count as existing. */
  Optional<Path> plannedTarget(Decision decision) throws IOException {
    return target(decision)
        .map(path -> plannedFolder(path.getParent()).resolve(path.getFileName()));
  }

  private Path plannedFolder(Path folder) {
    Path parent = folder.getParent();
    Path spelled =
        parent == null || Files.isDirectory(folder)
            ? folder
            : plannedFolder(parent).resolve(folder.getFileName());
    return plannedFolders.computeIfAbsent(FileMover.spellings(spelled), first -> spelled);
  }

  /** Where a file can go: see {@link FileMover#destination}. */
  static FileMover.Destination destination(OrganizeCandidate candidate, Path target)
      throws IOException {
    return FileMover.destination(
        candidate.file().path(), target, other -> isSong(other, candidate.id()));
  }

  /** Whether a file is this song. */
  static boolean isSong(Path file, TrackId id) {
    return Decoder.open(file) instanceof Decoded.Audio audio && audio.is(id);
  }

  /**
   * Whether a file is a copy of this song. The source may still be recorded with an earlier kind of
   * identity, which depends on its tags.
   */
  static boolean isCopy(Path file, Path source, TrackId id) {
    return isSong(file, id)
        || (Decoder.open(file) instanceof Decoded.Audio copy
            && Decoder.open(source) instanceof Decoded.Audio original
            && original.is(id)
            && copy.id().equals(original.id()));
  }

  /**
   * Creates the folders down to the one for a file.
   *
   * @throws IOException also if songs were sorted into a base folder that is missing or empty now:
   *     it may be the mount point of an unmounted disk
   */
  CreatedFolders createFolders(Decision decision, Path folder) throws IOException {
    Path base = pattern(decision).orElseThrow().folder();
    if (FileMover.isMissingOrEmpty(base) && organizeQueue.hasSorted(base)) {
      throw new IOException(
          SongFile.text(base)
              + " is missing or empty, but songs were sorted into it: mount its disk, or create a"
              + " folder in it to start over");
    }
    return FileMover.createFolders(base, folder);
  }

  /** Removes folders for unsure songs that are empty after a file was moved out of them. */
  void pruneUnsure(Path source) {
    unsure.ifPresent(pattern -> FileMover.prune(pattern.folder(), source.getParent()));
  }

  /** Whether a folder is in the inbox, links resolved: files there would be classified again. */
  boolean isInInbox(Path folder) throws IOException {
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
