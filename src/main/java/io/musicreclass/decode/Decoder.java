package io.musicreclass.decode;

import io.musicreclass.lifecycle.TemporaryFiles;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import io.musicreclass.track.SongTags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Entry point: opens and identifies audio files. Thread-safe. */
public final class Decoder {
  private static final Logger LOG = Logger.getLogger(Decoder.class);

  private Decoder() {}

  /**
   * Opens and identifies a file in one pass over its packets. Never throws for a bad file, never
   * opens any other file (but follows links), and never blocks on a pipe.
   */
  public static Decoded open(Path file) {
    try {
      return Survey.of(file.toAbsolutePath());
    } catch (UnreadableException e) {
      return e.outcome();
    }
  }

  /**
   * Whether a pass over a song failed because its medium does not respond, not because of its
   * content.
   */
  public static boolean isUnreachable(IOException failure) {
    return failure instanceof UnreadableException refusal
        && refusal.outcome().reason() == Decoded.Reason.UNREACHABLE;
  }

  /** The tags of a file, read from its header only; none if it cannot be read. */
  public static SongTags tags(Path file) {
    try {
      FileGuard.check(file);
      try (Demuxer demuxer = Demuxer.open(file.toAbsolutePath())) {
        return demuxer.tags();
      }
    } catch (UnreadableException e) {
      return SongTags.NONE;
    }
  }

  /** Decodes a short generated sound, because the first decode of a process is slow. */
  public static void warmUp() {
    try {
      Path file = TemporaryFiles.createFile("reclass", ".wav");
      try {
        Files.write(file, generatedSound());
        if (open(file) instanceof Decoded.Audio audio) {
          try (Pcm.Pass pass = audio.mono(Excerpt.FULL, 24_000).open()) {
            pass.read(new float[2400]);
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.debugf("Failed to warm up decoder: reason=%s", e.getMessage());
    }
  }

  /** A tenth of a second of a square wave: a WAV file of 8-bit samples at 8 kHz. */
  private static byte[] generatedSound() {
    int rate = 8000;
    int count = rate / 10;
    ByteBuffer wav = ByteBuffer.allocate(44 + count).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + count);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(count);
    for (int i = 0; i < count; i++) {
      wav.put((byte) (i % 20 < 10 ? 64 : 192));
    }
    return wav.array();
  }
}
