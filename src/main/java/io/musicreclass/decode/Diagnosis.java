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

/** Finds out from a file's first bytes why FFmpeg could not open it. */
final class Diagnosis {
  private static final int HEAD = 512;

  private static final List<String> LISTS =
      List.of("#extm3u", "ffconcat", "[playlist]", "v=0", "<asx", "<?wpl", "<smil", "<mpd");

  /** FFmpeg reads at most this much to open a file. */
  private static final long OPENING_BYTES = 16 << 20;

  private Diagnosis() {}

  private static UnreadableException unreachable(Path file, String reason) {
    return new UnreadableException(
        Decoded.Reason.UNREACHABLE, file, "cannot be read (" + reason + "); check its medium");
  }

  /**
   * Reads the beginning of a file, all that opening needs; the failure if its medium does not
   * respond.
   */
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

  /** Explains an I/O error. */
  static UnreadableException of(Path file, IOException e) {
    return FileErrors.isAbsence(e)
        ? new UnreadableException(Decoded.Reason.GONE, file, "no longer exists")
        : unreachable(file, FileErrors.reason(e));
  }

  /**
   * Explains why a file has no song.
   *
   * @param code FFmpeg's error, or 0 if it opened the file but found no audio
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
    if (code == Ffmpeg.IO_ERROR) { // some demuxers also report this for a truncated file
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
