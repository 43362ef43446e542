package io.musicreclass.engine.select;

import java.util.List;

/**
 * The result of probing this machine's GPU.
 *
 * @param there whether there is an NVIDIA GPU
 * @param usable whether a network ran on it with the right result
 * @param texts its name and the versions of its libraries; or why it cannot be used and what to do,
 *     a sentence each
 */
public record Gpu(boolean there, boolean usable, List<String> texts) {
  public Gpu {
    texts = List.copyOf(texts);
  }
}
