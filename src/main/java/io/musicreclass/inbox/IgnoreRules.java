package io.musicreclass.inbox;

import io.musicreclass.inbox.names.Names;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Decides which rule, if any, ignores a file of the inbox. */
final class IgnoreRules {
  private final Path inbox;

  /**
   * @param inbox absolute and normal
   */
  IgnoreRules(Path inbox) {
    this.inbox = inbox;
  }

  /** Status of a file (see {@link #locate}), independent of any watcher. */
  FileStatus status(Path file) {
    if (!file.startsWith(inbox) || file.equals(inbox)) {
      return new FileStatus.NotInInbox(inbox);
    }
    FileObservation observation = FileObservation.of(file);
    if (observation instanceof FileObservation.Nothing) {
      return new FileStatus.Missing();
    }
    if (observation instanceof FileObservation.Unknown unknown) {
      return new FileStatus.Unreadable(FileErrors.reason(unknown.cause()));
    }
    Optional<String> rule = folders(file).or(() -> itself(file, observation));
    return rule.isPresent() ? new FileStatus.Ignored(rule.get()) : new FileStatus.Unseen();
  }

  /**
   * The rule that would ignore a file because of its name or those of its folders.
   *
   * @param relative its path relative to the inbox; need not exist
   */
  static Optional<String> byName(Path relative) {
    Path file = relative.getFileName();
    for (int i = 0; i < relative.getNameCount() - 1; i++) {
      Optional<String> rule = Names.folderRule(relative.getName(i));
      if (rule.isPresent()) {
        return rule.map(IgnoreRules::inFolder);
      }
    }
    return Names.fileRule(file);
  }

  private static String inFolder(String rule) {
    return "in an ignored folder: " + rule;
  }

  /** The file's path below the inbox folder, if it was reached by links over another path. */
  Path locate(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (absolute.startsWith(inbox) || parent == null) {
      return absolute;
    }
    try {
      Path real = parent.toRealPath().resolve(absolute.getFileName());
      Path root = inbox.toRealPath();
      return real.startsWith(root) ? inbox.resolve(root.relativize(real)) : absolute;
    } catch (IOException missing) {
      return absolute;
    }
  }

  private Optional<String> folders(Path file) {
    Path folder = inbox;
    for (Path name : inbox.relativize(file.getParent())) {
      folder = folder.resolve(name);
      if (folder.equals(inbox)) {
        continue; // the empty name of a file directly in the inbox
      }
      Optional<String> rule = Names.folderRule(name);
      if (rule.isPresent()) {
        return rule.map(IgnoreRules::inFolder);
      }
      if (FileObservation.of(folder) instanceof FileObservation.Link) {
        return Optional.of("below a symbolic link to a folder; such links are not followed");
      }
    }
    return Optional.empty();
  }

  private Optional<String> itself(Path file, FileObservation observation) {
    Path name = file.getFileName();
    if (observation instanceof FileObservation.Folder) {
      return Names.folderRule(name).or(() -> Optional.of("a folder, not a song"));
    }
    Optional<String> rule = Names.fileRule(name);
    if (rule.isPresent() || observation instanceof FileObservation.Song) {
      return rule;
    }
    return Optional.of(
        observation instanceof FileObservation.Link ? link(file) : "not a regular file");
  }

  private String link(Path file) {
    try {
      return file.toRealPath().startsWith(inbox.toRealPath())
          ? "a symbolic link into the inbox, where the file itself is processed"
          : "a symbolic link out of the inbox; such links are not followed";
    } catch (IOException dangling) {
      return "a broken symbolic link";
    }
  }
}
