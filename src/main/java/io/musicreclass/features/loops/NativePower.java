package io.musicreclass.features.loops;

import com.sun.jna.Memory;

/** Power by bin and lane in native memory. */
final class NativePower implements Power {
  private final Memory memory;

  NativePower(Memory memory) {
    this.memory = memory;
  }

  Memory cells() {
    if (!memory.valid()) {
      throw new IllegalStateException("These power spectra are closed");
    }
    return memory;
  }

  @Override
  public void close() {
    memory.close();
  }
}
