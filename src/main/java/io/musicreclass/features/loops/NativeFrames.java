package io.musicreclass.features.loops;

import static io.musicreclass.features.loops.Loops.LANES;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.musicreclass.features.loops.FrameValues.Power;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

final class NativeFrames implements FrameLoop {
  static final int SAMPLES = Loops.HOP * (LANES - 1) + Loops.SIZE;
  static final int CELLS = Loops.BINS * LANES;

  /** Every other bin of every frame may be a peak. */
  private static final int MOST_PEAKS = Loops.BINS / 2 * LANES;

  private static final int RUNS_BYTES = 3 * Native.POINTER_SIZE;
  private static final int FRAMES_BYTES = 144;
  private static final int POWER_AT = 7 * Native.POINTER_SIZE;

  private final Area area;
  private final Pointer samples;
  private final Pointer work;
  private final Pointer power;
  private final Pointer bank;
  private final Pointer frames;
  private final Pointer rmse;
  private final Pointer centroid;
  private final Pointer bandwidth;
  private final Pointer rolloff;
  private final Pointer peak;
  private final Pointer valley;
  private final Pointer mel;
  private final FoundPeaks magnitudePeaks;
  private final FoundPeaks powerPeaks;

  /** Where the library puts peaks. */
  private record FoundPeaks(Pointer count, Pointer magnitudes, Pointer pitches) {
    Peaks read() {
      int n = count.getInt(0);
      return new Peaks(magnitudes.getFloatArray(0, n), pitches.getFloatArray(0, n), n);
    }
  }

  NativeFrames(double[][] weights, PeakFinder ofMagnitude, PeakFinder ofPower) {
    Runs runs = new Runs(weights);
    int floats = SAMPLES + CELLS + Loops.MEL_BANDS * LANES + 4 * MOST_PEAKS;
    int doubles = (4 + 2 * Loops.CONTRAST_BANDS) * LANES + runs.weights.length;
    long structures = RUNS_BYTES + FRAMES_BYTES + 2L * Integer.BYTES * (Loops.MEL_BANDS + 1);
    area =
        new Area(
            23,
            (long) Float.BYTES * floats
                + (long) Double.BYTES * doubles
                + structures
                + NativeFunctions.WORK);
    samples = area.floats(SAMPLES);
    samples.clear((long) Float.BYTES * SAMPLES);
    work = area.take(NativeFunctions.WORK);
    power = area.floats(CELLS);
    rmse = area.doubles(LANES);
    centroid = area.doubles(LANES);
    bandwidth = area.doubles(LANES);
    rolloff = area.doubles(LANES);
    peak = area.doubles(Loops.CONTRAST_BANDS * LANES);
    valley = area.doubles(Loops.CONTRAST_BANDS * LANES);
    mel = area.floats(Loops.MEL_BANDS * LANES);
    bank = area.take(RUNS_BYTES);
    pointers(bank, area.copy(runs.from), area.copy(runs.counts), area.copy(runs.weights));
    frames = area.take(FRAMES_BYTES);
    pointers(frames, rmse, centroid, bandwidth, rolloff, peak, valley, mel);
    magnitudePeaks = peaks(POWER_AT + Native.POINTER_SIZE, ofMagnitude);
    powerPeaks = peaks(POWER_AT + Native.POINTER_SIZE + 40, ofPower);
  }

  private static void pointers(Pointer structure, Pointer... members) {
    for (int i = 0; i < members.length; i++) {
      structure.setPointer((long) i * Native.POINTER_SIZE, members[i]);
    }
  }

  private FoundPeaks peaks(long at, PeakFinder finder) {
    FoundPeaks found =
        new FoundPeaks(area.take(Integer.BYTES), area.floats(MOST_PEAKS), area.floats(MOST_PEAKS));
    frames.setDouble(at, finder.sampleRate());
    frames.setInt(at + 8, finder.from());
    frames.setInt(at + 12, finder.to());
    pointers(frames.share(at + 16), found.count, found.magnitudes, found.pitches);
    return found;
  }

  @Override
  public FrameValues analyse(float[] x, int count, boolean keep) {
    put(x, count);
    @Nullable Kept kept = keep ? new Kept(new Memory((long) Float.BYTES * CELLS)) : null;
    frames.setPointer(POWER_AT, kept == null ? power : kept.cells());
    NativeFunctions.reclass_frames(samples, count, bank, work, frames);
    FrameValues out = new FrameValues(magnitudePeaks.read(), powerPeaks.read());
    rmse.read(0, out.rmse, 0, out.rmse.length);
    centroid.read(0, out.centroid, 0, out.centroid.length);
    bandwidth.read(0, out.bandwidth, 0, out.bandwidth.length);
    rolloff.read(0, out.rolloff, 0, out.rolloff.length);
    peak.read(0, out.peak, 0, out.peak.length);
    valley.read(0, out.valley, 0, out.valley.length);
    mel.read(0, out.mel, 0, out.mel.length);
    if (kept != null) {
      out.keep(kept);
    }
    return out;
  }

  @Override
  public float[] magnitudes(float[] x, int count) {
    put(x, count);
    NativeFunctions.reclass_magnitudes(samples, count, work, power);
    return power.getFloatArray(0, CELLS);
  }

  private void put(float[] x, int count) {
    area.check();
    samples.write(0, x, 0, Loops.HOP * (count - 1) + Loops.SIZE);
  }

  @Override
  public void close() {
    area.close();
  }

  /** Power by bin and lane in native memory. */
  static final class Kept implements Power {
    private final Memory memory;

    Kept(Memory memory) {
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

  /**
   * The weights of a bank as the library reads them: row after row, each from the first to the last
   * that is not zero.
   */
  static final class Runs {
    /** First column of each row. */
    final int[] from;

    /** Number of columns of each row. */
    final int[] counts;

    final double[] weights;

    Runs(double[][] rows) {
      from = new int[rows.length];
      counts = new int[rows.length];
      double[] all = new double[rows.length * rows[0].length];
      int total = 0;
      for (int r = 0; r < rows.length; r++) {
        double[] row = rows[r];
        int end = row.length;
        while (end > 0 && row[end - 1] == 0) {
          end--;
        }
        while (from[r] < end && row[from[r]] == 0) {
          from[r]++;
        }
        counts[r] = end - from[r];
        System.arraycopy(row, from[r], all, total, counts[r]);
        total += counts[r];
      }
      weights = Arrays.copyOf(all, total);
    }
  }
}
