package io.musicreclass.playback;

import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.organize.PathPattern;
import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Entry point: opens songs to listen to. Thread-safe. */
public final class Playback {
  /** Converting takes part of a core; songs in the queue have priority. */
  static final int MOST_CONVERSIONS = 2;

  /** A browser that seeks asks for the next part before it leaves the one before. */
  private static final Duration CONVERSION_WAIT = Duration.ofSeconds(2);

  private static final Duration OPEN_LIMIT = Duration.ofSeconds(3);

  /** Songs whose packets need not be counted again. */
  private static final int REMEMBERED = 8;

  private final Function<TrackId, List<SongFile>> files;
  private final FileOpener<OpenedFile> opener;
  private final Duration wait;
  private final Semaphore conversions = new Semaphore(MOST_CONVERSIONS, true);

  private final Map<SongFile, Decoded.Audio> surveyed = // guarded by itself
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SongFile, Decoded.Audio> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Plays the songs of a ledger that lie in the folders of the settings. */
  public Playback(Settings settings, Ledger ledger) {
    this(
        id -> ledger.views().files(id),
        new FileOpener<>(folders(settings), OPEN_LIMIT, OpenedFile::open),
        CONVERSION_WAIT);
  }

  Playback(Function<TrackId, List<SongFile>> files, FileOpener<OpenedFile> opener, Duration wait) {
    this.files = files;
    this.opener = opener;
    this.wait = wait;
  }

  /** Inbox, library and the folders that songs are sorted into. */
  static List<Path> folders(Settings settings) {
    List<Path> folders = new ArrayList<>(settings.libraryFolders());
    folders.add(settings.inboxFolder());
    PathPattern.written(settings.after())
        .forEach((key, path) -> folders.add(PathPattern.of(settings.root(), key, path).folder()));
    return folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
  }

  /**
   * Opens a song: the latest of its files that can be opened.
   *
   * @param codec FFmpeg's name of its codec
   * @param wave whether it is to become a WAV file even if browsers play it as it is
   * @throws UnplayableException if none can be opened; says why the latest cannot
   */
  public PlayableSong open(TrackId id, String codec, boolean wave) throws UnplayableException {
    return first(id, file -> open(id, file, codec, wave));
  }

  /**
   * Has the latest of a song's files that can be opened read from beginning to end.
   *
   * @param reader takes a path that leads to the open file until it returns
   * @throws UnplayableException if none can be opened; says why the latest cannot
   */
  public <T> T read(TrackId id, Function<Path, T> reader) throws UnplayableException {
    try (OpenedFile file = first(id, opener::open)) {
      return reader.apply(file.path());
    }
  }

  /** Opens one file of a song. */
  @FunctionalInterface
  private interface Opening<T> {
    T open(SongFile file) throws UnplayableException;
  }

  private <T> T first(TrackId id, Opening<T> opening) throws UnplayableException {
    UnplayableException failure = null;
    for (SongFile file : files.apply(id)) {
      try {
        return opening.open(file);
      } catch (UnplayableException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure == null ? noFile() : failure;
  }

  private PlayableSong open(TrackId id, SongFile known, String codec, boolean wave)
      throws UnplayableException {
    OpenedFile file = opener.open(known);
    Optional<String> type = wave ? Optional.empty() : AudioType.of(codec, file.head());
    String version = version(known);
    return type.isPresent()
        ? new OriginalSong(file, type.get(), version)
        : converted(id, file, version + "-wav");
  }

  /** Letters and digits that differ between any two states of files. */
  static String version(SongFile file) {
    return String.join(
        "-",
        Long.toUnsignedString(file.inode(), 36),
        Long.toString(file.size(), 36),
        Long.toUnsignedString(file.mtime(), 36));
  }

  private PlayableSong converted(TrackId id, OpenedFile file, String version)
      throws UnplayableException {
    boolean permitted = false;
    PlayableSong song = null;
    try {
      permitted = conversions.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (!permitted) {
        throw busy();
      }
      song = new WaveSong(file, survey(id, file.file()), version, conversions::release);
      return song;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      if (song == null) {
        file.close();
        if (permitted) {
          conversions.release();
        }
      }
    }
  }

  /** Reads the song's packets once, to know where each of its samples is. */
  private Decoded.Audio survey(TrackId id, SongFile file) throws UnplayableException {
    synchronized (surveyed) {
      Decoded.Audio known = surveyed.get(file);
      if (known != null) {
        return known;
      }
    }
    Decoded decoded = Decoder.open(file.path());
    if (decoded instanceof Decoded.Unreadable unreadable) {
      throw new UnplayableException(
          Reason.UNREADABLE, unreadable.message(), "see reclass why " + SongFile.text(file.path()));
    }
    Decoded.Audio song =
        decoded instanceof Decoded.Silent silent ? silent.song() : (Decoded.Audio) decoded;
    if (!song.is(id)) {
      throw OpenedFile.changed(file);
    }
    synchronized (surveyed) {
      surveyed.put(file, song);
    }
    return song;
  }

  private static UnplayableException noFile() {
    return new UnplayableException(
        Reason.ABSENT, "None of the song's files is left", "drop the song into the inbox again");
  }

  private static UnplayableException busy() {
    return new UnplayableException(
        Reason.BUSY,
        "Other songs are being converted for listening",
        "the limit is " + MOST_CONVERSIONS + " at a time; stop one, or try again in a moment");
  }
}
