package io.musicreclass.engine.select;

import java.util.List;

/**
 * What a probe says of this machine's GPU.
 *
 * @param there whether there is an NVIDIA GPU
 * @param usable whether a network ran on it with the right result
 * @param texts what it is and what drives it; or why it cannot be used and the mend, a sentence
 *     each
 */
public record Gpu(boolean there, boolean usable, List<String> texts) {
  public Gpu {
    texts = List.copyOf(texts);
  }
}
