package io.musicreclass.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs at random, the same way in every run. */
final class Mutation {
  /** Limits of integers, in both byte orders, and characters that formats give a meaning. */
  private static final byte[][] PIECES = {
    {0},
    {1},
    {-1},
    {0x7f},
    {-128},
    {0, 0, 0, 0},
    {-1, -1, -1, -1},
    {-1, -1, -1, 0x7f},
    {0x7f, -1, -1, -1},
    {0, 0, 0, -128},
    {-1, -1, -1, -1, -1, -1, -1, 0x7f},
    {'.', '.', '/'},
    {'"'},
    {'\\'},
    {'{'},
    {'['},
    {'\n'},
    {'='},
    {'9', '9', '9', '9', '9', '9', '9', '9', '9', '9'},
    {'-', '1'},
    {(byte) 0xc3},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
  };

  private static final int MOST = 4;
  private static final int LONGEST = 64;

  private final Random random;
  private final List<byte[]> inputs;

  Mutation(List<byte[]> inputs) {
    this.inputs = inputs;
    this.random = new Random(518);
  }

  byte[] next() {
    byte[] bytes = inputs.get(random.nextInt(inputs.size()));
    for (int i = random.nextInt(MOST); i >= 0; i--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int rest = Math.min(bytes.length - at, random.nextInt(LONGEST));
    byte[] piece = PIECES[random.nextInt(PIECES.length)];
    return switch (random.nextInt(6)) {
      case 0 -> replaced(bytes, at, Math.min(1, rest), new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(bytes, at, Math.min(piece.length, rest), piece);
      case 2 -> replaced(bytes, at, 0, piece);
      case 3 -> replaced(bytes, at, rest, new byte[0]);
      case 4 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + rest));
      default -> spliced(bytes, at);
    };
  }

  /** The beginning of one input and the end of another. */
  private byte[] spliced(byte[] bytes, int at) {
    byte[] other = inputs.get(random.nextInt(inputs.size()));
    int from = random.nextInt(other.length + 1);
    return replaced(bytes, at, bytes.length - at, Arrays.copyOfRange(other, from, other.length));
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(by);
    out.write(bytes, at + length, bytes.length - at - length);
    return out.toByteArray();
  }
}
