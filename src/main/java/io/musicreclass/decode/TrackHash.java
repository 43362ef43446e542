package io.musicreclass.decode;

import io.musicreclass.track.TrackId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over codec name, sample rate, channel count and the bytes of all packets in order. */
final class TrackHash {
  private final MessageDigest digest;

  TrackHash(String codec, int sampleRate, int channels) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
    String head = codec + " " + sampleRate + " " + channels + "\n";
    digest.update(head.getBytes(StandardCharsets.UTF_8));
  }

  void update(byte[] packet, int size) {
    digest.update(packet, 0, size);
  }

  TrackId id() {
    return new TrackId("sha256:" + HexFormat.of().formatHex(digest.digest()));
  }
}
