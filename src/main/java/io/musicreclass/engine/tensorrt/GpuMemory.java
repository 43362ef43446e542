package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.tensorrt.probe.GpuDevice;

/** Checks whether something fits into the device's memory, which a Jetson shares with the CPU. */
final class GpuMemory {
  /** Bytes kept free for decoding and for other programs. */
  static final long RESERVE = 256L << 20;

  private GpuMemory() {}

  static void need(GpuDevice device, long bytes, String what) throws GpuMemoryException {
    long free = device.freeMemory();
    if (free - RESERVE < bytes) {
      throw new GpuMemoryException(
          "%s needs %d MB of GPU memory; %d MB are free, %d MB of which are reserved"
                  .formatted(what, (bytes >> 20) + 1, free >> 20, RESERVE >> 20)
              + ": set reclass.engine.resident=one, or stop other programs that use the GPU");
    }
  }
}
