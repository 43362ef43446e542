package io.musicreclass.features.loops;

import static io.musicreclass.features.loops.Loops.LANES;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

final class NativeCorrelation implements CorrelationLoop {
  /** Filters that the library computes side by side. */
  private static final int QUARTET = 4;

  private static final int NONE = -1;

  /** Frames that the library computes side by side. */
  private static final int GROUP = 8;

  private final int hop;
  private final int size;
  private final int quartetCount;
  private final Area area;
  private final Pointer samples;
  private final Pointer quartets;
  private final Pointer weights;
  private final Pointer scales;
  private final Pointer work;
  private final Pointer magnitudes;
  private final double[] out = new double[Loops.CLASSES * LANES];

  NativeCorrelation(MirroredKernels kernels, int hop, double[] scales) {
    this.hop = hop;
    size = kernels.size();
    List<Integer> structures = new ArrayList<>();
    List<Float> columns = new ArrayList<>();
    for (int middle = 0; middle < 2; middle++) {
      List<Integer> filters = new ArrayList<>();
      for (int f = 0; f < Loops.CLASSES; f++) {
        if (kernels.middle(f) == middle) {
          filters.add(f);
        }
      }
      for (int first = 0; first < filters.size(); first += QUARTET) {
        structures.add(middle);
        for (int i = first; i < first + QUARTET; i++) {
          structures.add(i < filters.size() ? filters.get(i) : NONE);
        }
        for (int slot = 0; slot < kernels.pairs(middle); slot++) {
          for (int i = first; i < first + QUARTET; i++) {
            boolean is = i < filters.size();
            columns.add(is ? (float) kernels.real(filters.get(i))[slot] : 0);
            columns.add(is ? (float) kernels.imaginary(filters.get(i))[slot] : 0);
          }
        }
      }
    }
    quartetCount = structures.size() / (1 + QUARTET);
    int most = hop * (LANES - 1) + size;
    int floats = columns.size() + most + GROUP * size;
    int doubles = scales.length + out.length;
    area =
        new Area(
            6,
            (long) Float.BYTES * floats
                + (long) Double.BYTES * doubles
                + (long) Integer.BYTES * structures.size());
    samples = area.floats(most);
    samples.clear((long) Float.BYTES * most);
    work = area.floats(GROUP * size);
    magnitudes = area.doubles(out.length);
    quartets = area.copy(structures.stream().mapToInt(i -> i).toArray());
    float[] flat = new float[columns.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = columns.get(i);
    }
    weights = area.copy(flat);
    this.scales = area.copy(scales);
  }

  @Override
  public double[] magnitudes(float[] x, int count) {
    area.check();
    samples.write(0, x, 0, hop * (count - 1) + size);
    NativeFunctions.reclass_correlate(
        samples, hop, size, count, quartets, quartetCount, weights, scales, work, magnitudes);
    magnitudes.read(0, out, 0, out.length);
    return out;
  }

  @Override
  public void close() {
    area.close();
  }
}
