package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.ledger.Heard;
import io.musicreclass.ledger.Shelves;
import io.musicreclass.shelve.Shelf;
import io.musicreclass.shelve.ShelfPattern;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;

/** Where files are to stand, by the settings and what is there already. */
final class Places {
  private final Shelves shelves;
  private final ShelfPattern pattern;
  private final Path inbox;

  Places(Setup setup, Shelves shelves) {
    this.shelves = shelves;
    this.pattern = pattern(setup);
    this.inbox = setup.inboxFolder();
  }

  static ShelfPattern pattern(Setup setup) {
    return ShelfPattern.of(setup.root(), setup.after().path());
  }

  /** Where a file is to stand if nothing is in its way. */
  Path wanted(Heard heard) {
    return pattern.place(heard.file().path(), heard.genre(), Decoder.tags(heard.file().path()));
  }

  /** What is there, or the free name beside it. */
  static Shelf.Spot spot(Heard heard, Path wanted) throws IOException {
    return Shelf.spot(heard.file().path(), wanted, other -> isSong(other, heard.id()));
  }

  static boolean isSong(Path file, TrackId id) {
    return Decoder.open(file) instanceof Decoded.Audio audio && audio.id().equals(id);
  }

  /**
   * Makes the folders down to one.
   *
   * @throws IOException also where songs were sorted into what looks like the empty mount point of
   *     a disk that is away
   */
  void makeFolders(Path folder) throws IOException {
    Path base = pattern.folder();
    if (Shelf.isBare(base) && shelves.hasSorted(base)) {
      throw new IOException(
          SongFile.text(base)
              + " is gone or empty, though songs were sorted into it: mount its disk, or make a"
              + " folder in it to begin anew");
    }
    Shelf.makeFolders(base, folder);
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
