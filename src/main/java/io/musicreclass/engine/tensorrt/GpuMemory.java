package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.tensorrt.probe.GpuDevice;

/** Whether something fits into a device's memory, which on a Jetson is that of the CPU, too. */
final class GpuMemory {
  /** Stays free for the songs being decoded, and for what else the machine does. */
  static final long RESERVE = 256L << 20;

  private GpuMemory() {}

  static void need(GpuDevice device, long bytes, String what) throws GpuMemoryException {
    long free = device.freeMemory();
    if (free - RESERVE < bytes) {
      throw new GpuMemoryException(
          "%s needs %d MB of the GPU's memory, and %d MB are free, of which %d stay so"
                  .formatted(what, (bytes >> 20) + 1, free >> 20, RESERVE >> 20)
              + ": set reclass.engine.resident=one, or stop what else takes memory");
    }
  }
}
