package io.musicreclass.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random names of leases, sessions and workers: 128 bits, hexadecimal. */
final class RandomIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomIds() {}

  static String next() {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
