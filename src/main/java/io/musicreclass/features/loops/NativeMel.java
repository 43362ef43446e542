package io.musicreclass.features.loops;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.musicreclass.features.loops.NativeFrames.Runs;
import java.util.Set;

final class NativeMel implements MelLoop {
  private static final Set<Integer> SIZES = Set.of(512, 1024, 2048);

  /** Samples of a window that the library reads at once. */
  private static final int STEP = 4;

  private static final int STRUCTURE_BYTES =
      4 * Native.POINTER_SIZE + 4 * Double.BYTES + 6 * Integer.BYTES;

  private final int hop;
  private final int length;
  private final Area area;
  private final Pointer structure;
  private final Pointer samples;
  private final Pointer work;
  private final Pointer cells;
  private final int cellCount;

  NativeMel(Spectrogram spectrogram) {
    Runs runs = new Runs(spectrogram.bank);
    int bands = spectrogram.bands();
    hop = spectrogram.hop();
    length = spectrogram.length();
    cellCount = bands * Loops.LANES;
    int sampleCount = hop * (Loops.LANES - 1) + spectrogram.size;
    area =
        new Area(
            8,
            (long) Float.BYTES * (sampleCount + cellCount)
                + (long) Double.BYTES * (length + runs.weights.length)
                + 2L * Integer.BYTES * bands
                + STRUCTURE_BYTES
                + NativeFunctions.WORK);
    samples = area.floats(sampleCount);
    samples.clear((long) Float.BYTES * sampleCount);
    cells = area.floats(cellCount);
    work = area.take(NativeFunctions.WORK);
    structure = structure(spectrogram, runs);
  }

  /** Whether the library has this transform. */
  static boolean supports(Spectrogram spectrogram) {
    return SIZES.contains(spectrogram.size) && spectrogram.length() % STEP == 0;
  }

  /** The library's {@code Mel}. */
  private Pointer structure(Spectrogram spectrogram, Runs runs) {
    Pointer mel = area.take(STRUCTURE_BYTES);
    Pointer[] pointers = {
      area.copy(spectrogram.window),
      area.copy(runs.from),
      area.copy(runs.counts),
      area.copy(runs.weights)
    };
    mel.write(0, pointers, 0, pointers.length);
    long at = (long) pointers.length * Native.POINTER_SIZE;
    Logarithm log = spectrogram.logarithm;
    double[] doubles = {log.gain(), log.offset(), log.scale(), log.shift()};
    mel.write(at, doubles, 0, doubles.length);
    int magnitude = spectrogram.quantity == Quantity.MAGNITUDE ? 1 : 0;
    int[] integers = {length, hop, spectrogram.size, spectrogram.bands(), magnitude};
    mel.write(at + (long) doubles.length * Double.BYTES, integers, 0, integers.length);
    return mel;
  }

  @Override
  public void of(float[] x, int from, int count, float[] out) {
    area.check();
    samples.write(0, x, from, hop * (count - 1) + length);
    NativeFunctions.reclass_mel(structure, samples, count, work, cells);
    cells.read(0, out, 0, cellCount);
  }

  @Override
  public void close() {
    area.close();
  }
}
