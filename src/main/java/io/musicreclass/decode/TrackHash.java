package io.musicreclass.decode;

import io.musicreclass.track.TrackId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 over codec name, sample rate, channel count and the bytes of all packets in order. If
 * Monkey's Audio has several packets, the last one is left out: FFmpeg extends it to the end of the
 * file, including the tags.
 */
final class TrackHash {
  private final MessageDigest digest;
  private final boolean delayed;
  private boolean several;
  private byte[] last = {};

  TrackHash(String codec, int sampleRate, int channels) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
    String head = codec + " " + sampleRate + " " + channels + "\n";
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    delayed = codec.equals("ape");
  }

  void update(byte[] packet, int size) {
    if (delayed) {
      several |= last.length > 0;
      digest.update(last);
      last = Arrays.copyOf(packet, size);
    } else {
      digest.update(packet, 0, size);
    }
  }

  TrackId id() {
    if (!several) {
      digest.update(last);
    }
    return new TrackId("sha256:" + HexFormat.of().formatHex(digest.digest()));
  }
}
