package io.musicreclass.playback;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which files browsers play as they are, told by their codec and their first bytes. */
final class AudioType {
  /** Number of first bytes that are looked at. */
  static final int HEAD = 12;

  private AudioType() {}

  /**
   * The media type of a file that browsers play; empty for all others.
   *
   * @param codec FFmpeg's name
   * @param head its first bytes; fewer than {@link #HEAD} for a shorter file
   */
  static Optional<String> of(String codec, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return Optional.ofNullable(
        switch (codec) {
          case "mp3" -> text.startsWith("ID3") || isLayer3(head) ? "audio/mpeg" : null;
          case "flac" ->
              text.startsWith("fLaC") ? "audio/flac" : text.startsWith("OggS") ? "audio/ogg" : null;
          case "vorbis", "opus" -> text.startsWith("OggS") ? "audio/ogg" : null;
          case "aac" -> text.startsWith("ftyp", 4) ? "audio/mp4" : null;
          case "pcm_u8", "pcm_s16le" ->
              text.startsWith("RIFF") && text.startsWith("WAVE", 8) ? "audio/wav" : null;
          default -> null;
        });
  }

  /** Whether the bytes start with the header of an MPEG frame of layer III. */
  private static boolean isLayer3(byte[] head) {
    return head.length > 1 && head[0] == (byte) 0xff && (head[1] & 0xe6) == 0xe2;
  }
}
