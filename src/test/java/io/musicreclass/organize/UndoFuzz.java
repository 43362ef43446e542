package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

/**
 * What is stored to undo the writing of tags. An input is such a stored difference, or after a
 * {@code D} its content before it is deflated; its halves are also two versions of a file.
 */
public final class UndoFuzz implements FuzzTarget {
  private static final int NOISE = 9_000;

  private final Path before;
  private final Path after;
  private final Path restored;

  public UndoFuzz(Path folder) {
    before = folder.resolve("before");
    after = folder.resolve("after");
    restored = folder.resolve("restored");
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    byte[] noise = new byte[NOISE];
    new Random(1).nextBytes(noise);
    Files.write(before, noise);
    Files.write(after, Arrays.copyOfRange(noise, 100, NOISE));
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("stored", BinaryDelta.between(before, after).toArray());
    seeds.put("content", content(4, 0, "abcd"));
    seeds.put("a distance before the file", content(4, -2, "abcd"));
    seeds.put("the smallest distance", content(4, Long.MIN_VALUE, "abcd"));
    seeds.put("the largest distance", content(4, Long.MAX_VALUE, "abcd"));
    seeds.put("a size that is not there", content(Long.MAX_VALUE, 0, "abcd"));
    seeds.put("a negative size", content(-1, 0, "abcd"));
    return seeds;
  }

  private static byte[] content(long size, long distance, String rest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write('D');
    out.writeLong(size);
    out.writeLong(distance);
    out.write(rest.getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  @Override
  public void read(byte[] input) throws IOException {
    byte[] stored = input;
    if (input.length > 0 && input[0] == 'D') {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
        out.write(input, 1, input.length - 1);
      }
      stored = bytes.toByteArray();
    }
    Files.writeString(after, "the file with its tags");
    try {
      BinaryDelta.of(stored).restore(after, restored);
    } catch (IOException e) {
      assertThat(e).isNotNull(); // the only exception that undo expects
    }
    Files.write(before, Arrays.copyOfRange(input, 0, input.length / 2));
    Files.write(after, Arrays.copyOfRange(input, input.length / 2, input.length));
    BinaryDelta.between(before, after).restore(after, restored);
    assertThat(Files.mismatch(restored, before)).isNegative();
  }
}
