package io.musicreclass.decode;

import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains why FFmpeg could not open a file, by its first bytes. */
final class Diagnosis {
  private static final int HEAD = 512;

  private static final List<String> LISTS =
      List.of("#extm3u", "ffconcat", "[playlist]", "v=0", "<asx", "<?wpl", "<smil", "<mpd");

  /** FFmpeg reads no more than that to open a file. */
  private static final long OPENING_BYTES = 16 << 20;

  private Diagnosis() {}

  private static UnreadableException unreachable(Path file, String reason) {
    return new UnreadableException(
        Decoded.Reason.UNREACHABLE, file, "cannot be read (" + reason + "); check its medium");
  }

  /** Whether its medium gives a file's beginning, which is all that is read to open it. */
  private static Optional<UnreadableException> readThrough(Path file) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      long left = OPENING_BYTES;
      for (int n = in.read(buffer); n > 0 && left > 0; n = in.read(buffer)) {
        left -= n;
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(of(file, e));
    }
  }

  /** Why a file could not be read. */
  static UnreadableException of(Path file, IOException e) {
    return FileErrors.isAbsence(e)
        ? new UnreadableException(Decoded.Reason.GONE, file, "no longer exists")
        : unreachable(file, FileErrors.reason(e));
  }

  /**
   * Why a file has no song.
   *
   * @param code FFmpeg's error, or 0 when it opened the file and found no sound in it
   */
  static UnreadableException of(Path file, int code) {
    if (code == Ffmpeg.ACCESS) {
      return new UnreadableException(
          Decoded.Reason.NO_PERMISSION,
          file,
          "is not readable by this user: change its permissions");
    }
    if (code == Ffmpeg.NO_ENTRY) {
      return new UnreadableException(Decoded.Reason.GONE, file, "no longer exists");
    }
    if (code == Ffmpeg.IO_ERROR) { // also what some demuxers say of a file that is cut off
      Optional<UnreadableException> medium = readThrough(file);
      if (medium.isPresent()) {
        return medium.get();
      }
    } else if (Ffmpeg.UNREACHABLE.contains(code)) {
      return unreachable(file, Ffmpeg.text(code));
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    } catch (IOException e) {
      return of(file, e);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String folded = text.replace("\u00EF\u00BB\u00BF", "").strip().toLowerCase(Locale.ROOT);
    if (LISTS.stream().anyMatch(folded::startsWith) || folded.contains("<mpd ")) {
      return new UnreadableException(
          Decoded.Reason.PLAYLIST, file, "is a playlist, not a song; add the songs themselves");
    }
    if (code != 0 && text.startsWith("ftyp", 4)) {
      return new UnreadableException(
          Decoded.Reason.TRUNCATED,
          file,
          "is incomplete: it has no table of contents (moov); copy it again");
    }
    return new UnreadableException(
        Decoded.Reason.NOT_AUDIO,
        file,
        code == 0
            ? "contains no readable audio; convert it to FLAC or MP3 if it should"
            : "is not a supported audio file; convert it to FLAC or MP3");
  }
}
