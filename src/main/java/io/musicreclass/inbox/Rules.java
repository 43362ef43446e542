package io.musicreclass.inbox;

import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which rule leaves a file of the inbox alone. */
final class Rules {
  private final Path inbox;

  /**
   * @param inbox absolute and normal
   */
  Rules(Path inbox) {
    this.inbox = inbox;
  }

  /** What is to be said about a file, whether the inbox is watched or not; see {@link #locate}. */
  Whereabouts why(Path file) {
    if (!file.startsWith(inbox) || file.equals(inbox)) {
      return new Whereabouts.NotInInbox(inbox);
    }
    Sight sight = Sight.of(file);
    if (sight instanceof Sight.Nothing) {
      return new Whereabouts.Missing();
    }
    if (sight instanceof Sight.Unknown unknown) {
      return new Whereabouts.Unreadable(FileErrors.reason(unknown.why()));
    }
    Optional<String> rule = folders(file).or(() -> itself(file, sight));
    return rule.isPresent() ? new Whereabouts.Ignored(rule.get()) : new Whereabouts.Unseen();
  }

  /** The file as the inbox calls it, where links lead to it by another path. */
  Path locate(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (absolute.startsWith(inbox) || parent == null) {
      return absolute;
    }
    try {
      Path real = parent.toRealPath().resolve(absolute.getFileName());
      Path home = inbox.toRealPath();
      return real.startsWith(home) ? inbox.resolve(home.relativize(real)) : absolute;
    } catch (IOException notThere) {
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
        return Optional.of("in a folder left alone: " + rule.get());
      }
      if (Sight.of(folder) instanceof Sight.Link) {
        return Optional.of("behind a link to a folder; such links are not followed");
      }
    }
    return Optional.empty();
  }

  private Optional<String> itself(Path file, Sight sight) {
    Path name = file.getFileName();
    if (sight instanceof Sight.Folder) {
      return Names.folderRule(name).or(() -> Optional.of("a folder, not a song"));
    }
    Optional<String> rule = Names.fileRule(name);
    if (rule.isPresent() || sight instanceof Sight.Song) {
      return rule;
    }
    return Optional.of(sight instanceof Sight.Link ? link(file) : "not a regular file");
  }

  private String link(Path file) {
    try {
      return file.toRealPath().startsWith(inbox.toRealPath())
          ? "a link into the inbox, where the file itself is seen"
          : "a link out of the inbox; such links are not followed";
    } catch (IOException dangling) {
      return "a link to nothing";
    }
  }
}
