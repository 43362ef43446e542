package io.musicreclass.playback;

import io.musicreclass.config.Settings;
import io.musicreclass.decode.picture.Picture;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entry point: small covers of songs, from the picture in a song's file or beside it, encoded anew.
 * What was made once is kept below the program's folder, so that it needs neither the music's disk
 * nor another decoding. Thread-safe.
 */
public final class Covers {
  /** Largest width and height in pixels. */
  public static final int SIDE = 320;

  /** Decoding takes a core for a moment; songs in the queue have priority. */
  private static final int MOST_DECODINGS = 2;

  private static final Duration DECODING_WAIT = Duration.ofSeconds(5);
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(3);

  /**
   * After this, a song that can be opened is looked at again: a picture may have come beside it.
   */
  static final Duration KEPT = Duration.ofDays(1);

  /** Copies of a song that are looked at. */
  private static final int MOST_FILES = 4;

  private static final int CACHED_FILES = 20_000;
  private static final long CACHED_BYTES = 64 << 20;

  private final Function<TrackId, List<SongFile>> files;
  private final List<FileOpener<FoundPicture>> sources;
  private final CoverCache cache;
  private final Clock clock;
  private final Duration wait;
  private final Semaphore decodings = new Semaphore(MOST_DECODINGS, true);

  /** The covers of a ledger's songs that lie in the folders of the settings. */
  public Covers(Settings settings, Ledger ledger, Clock clock) {
    this(
        id -> ledger.views().files(id),
        sources(Playback.folders(settings), OPEN_LIMIT),
        new CoverCache(settings.home().resolve("covers"), CACHED_FILES, CACHED_BYTES),
        clock,
        DECODING_WAIT);
  }

  Covers(
      Function<TrackId, List<SongFile>> files,
      List<FileOpener<FoundPicture>> sources,
      CoverCache cache,
      Clock clock,
      Duration wait) {
    this.files = files;
    this.sources = List.copyOf(sources);
    this.cache = cache;
    this.clock = clock;
    this.wait = wait;
  }

  /** Where pictures are looked for, the best place first. */
  static List<FileOpener<FoundPicture>> sources(List<Path> folders, Duration limit) {
    return List.of(
        new FileOpener<>(folders, limit, FoundPicture::inside),
        new FileOpener<>(folders, limit, FoundPicture::beside));
  }

  /** Looks for something in a file. */
  private interface Search<T> {
    Optional<T> in(SongFile file) throws UnplayableException;
  }

  /**
   * The cover of a song; empty if it has none.
   *
   * @throws UnplayableException if none of its files can be opened; says why the latest cannot
   */
  public Optional<Cover> cover(TrackId id) throws UnplayableException {
    return first(id, this::cover);
  }

  /**
   * The cover of a song as a PNG file, which is not kept; empty if it has none.
   *
   * @throws UnplayableException if none of its files can be opened; says why the latest cannot
   */
  public Optional<byte[]> png(TrackId id) throws UnplayableException {
    return first(id, file -> permitted(() -> picture(file).map(Picture::png)));
  }

  private <T> Optional<T> first(TrackId id, Search<T> search) throws UnplayableException {
    UnplayableException failure = null;
    boolean searched = false;
    for (SongFile file : files.apply(id).stream().limit(MOST_FILES).toList()) {
      try {
        Optional<T> found = search.in(file);
        if (found.isPresent()) {
          return found;
        }
        searched = true;
      } catch (UnplayableException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null && !searched) {
      throw failure;
    }
    return Optional.empty();
  }

  private Optional<Cover> cover(SongFile file) throws UnplayableException {
    String key = Playback.version(file);
    CoverCache.Entry kept = cache.get(key).orElse(null);
    if (isFresh(kept)) {
      return kept.cover();
    }
    try {
      return permitted(
          () -> {
            CoverCache.Entry meanwhile = cache.get(key).orElse(null);
            return isFresh(meanwhile) ? meanwhile.cover() : make(file, key);
          });
    } catch (UnplayableException e) {
      if (kept != null) {
        return kept.cover(); // its disk is away
      }
      throw e;
    }
  }

  private boolean isFresh(CoverCache.@Nullable Entry entry) {
    return entry != null && entry.made().plus(KEPT).isAfter(clock.instant());
  }

  private Optional<Cover> make(SongFile file, String key) throws UnplayableException {
    Optional<Cover> made = picture(file).map(picture -> new Cover(picture.jpeg()));
    cache.put(key, made, clock.instant());
    return made;
  }

  private Optional<Picture> picture(SongFile file) throws UnplayableException {
    for (FileOpener<FoundPicture> source : sources) {
      try (FoundPicture found = source.open(file)) {
        Optional<Picture> picture = found.bytes().flatMap(bytes -> Picture.decode(bytes, SIDE));
        if (picture.isPresent()) {
          return picture;
        }
      }
    }
    return Optional.empty();
  }

  /** Makes something. */
  private interface Work<T> {
    Optional<T> make() throws UnplayableException;
  }

  private <T> Optional<T> permitted(Work<T> work) throws UnplayableException {
    try {
      if (!decodings.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.make();
    } finally {
      decodings.release();
    }
  }

  private static UnplayableException busy() {
    return new UnplayableException(
        Reason.BUSY,
        "Other covers are being read",
        "the limit is " + MOST_DECODINGS + " at a time; try again in a moment");
  }
}
