package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Shortcuts for reading files in tests. */
final class Read {
  private Read() {}

  static Decoded.Audio audio(Path file) {
    Decoded decoded = Decoder.open(file);
    assertThat(decoded).isInstanceOf(Decoded.Audio.class);
    return (Decoded.Audio) decoded;
  }

  static Decoded.Unreadable unreadable(Path file) {
    Decoded decoded = Decoder.open(file);
    assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
    return (Decoded.Unreadable) decoded;
  }

  static float[] full(Path file) throws IOException {
    return all(audio(file).pcm(Excerpt.FULL));
  }

  /** All samples, interleaved. */
  static float[] all(Pcm pcm) throws IOException {
    float[] block = new float[1000 * pcm.channels()];
    float[] out = new float[block.length];
    int size = 0;
    try (Pcm.Pass pass = pcm.open()) {
      for (int n = pass.read(block); n > 0; n = pass.read(block)) {
        int count = n * pcm.channels();
        if (out.length < size + count) {
          out = Arrays.copyOf(out, 2 * (size + count));
        }
        System.arraycopy(block, 0, out, size, count);
        size += count;
      }
    }
    return Arrays.copyOf(out, size);
  }
}
