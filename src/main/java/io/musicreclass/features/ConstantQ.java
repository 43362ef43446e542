package io.musicreclass.features;

import static java.util.Objects.requireNonNull;

import io.musicreclass.features.loops.CorrelationLoop;
import io.musicreclass.features.loops.Loops;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The constant-Q chromagram before any normalisation (SPEC sections 4 and 5): seven octaves of
 * twelve filters, each at half the sample rate of the one above it.
 */
final class ConstantQ implements MonoSource.Sink, AutoCloseable {
  private static final int OCTAVES = 7;
  private static final double ENBW = 1.50018310546875;
  private static final double PASS_BAND = 0.85;
  private static final double CUT =
      CqtBank.C1 * Math.pow(2, 83.0 / 12) * (1 + 0.5 * ENBW / CqtBank.Q);

  private final Loops loops;
  private final double[][] pitchClasses;
  private final Level top;
  private final List<CorrelationLoop> correlations = new ArrayList<>();
  private final List<Decimator> decimators = new ArrayList<>();

  /** Samples at one rate: analysed for one octave (or two), then passed on at half the rate. */
  private static final class Level implements MonoSource.Sink {
    private final Framer[] octaves;
    private final @Nullable Decimator down;
    private final @Nullable Level below;

    Level(@Nullable Decimator down, @Nullable Level below, Framer... octaves) {
      this.octaves = octaves;
      this.down = down;
      this.below = below;
    }

    @Override
    public void accept(float[] samples, int count) throws IOException {
      for (Framer octave : octaves) {
        octave.accept(samples, count);
      }
      if (down != null) {
        down.accept(samples, count);
      }
    }

    void finish() throws IOException {
      for (Framer octave : octaves) {
        octave.finish();
      }
      if (down != null && below != null) {
        down.finish();
        below.finish();
      }
    }
  }

  /** Why the reference computes no constant-Q transform of such a song; empty if it does. */
  static Optional<String> problem(int sampleRate, long samples, double tuning) {
    if (CUT * Math.pow(2, tuning / 12) > sampleRate / 2.0) {
      return Optional.of(
          "at "
              + sampleRate
              + " Hz its top notes lie beyond half the sample rate (about 8255 Hz"
              + " are needed)");
    }
    long length = samples;
    boolean tooShort = length < 1L << early(sampleRate);
    length = Decimator.outputs(length, 1 << early(sampleRate));
    for (int i = 1; i < (wide(sampleRate) ? OCTAVES : OCTAVES - 1); i++) {
      tooShort |= length < 2;
      length = Decimator.outputs(length, 2);
    }
    return tooShort
        ? Optional.of(samples + " samples are too few for its lowest notes")
        : Optional.empty();
  }

  /** Whether the decimator's pass band reaches the top octave. */
  private static boolean wide(int sampleRate) {
    return CUT < PASS_BAND * sampleRate / 2;
  }

  /** How often the rate can be halved before the top octave. */
  private static int early(int sampleRate) {
    double octaves = Math.log(PASS_BAND * sampleRate / 2 / CUT) / Math.log(2);
    int hopAllows = Integer.numberOfTrailingZeros(Loops.HOP) - OCTAVES + 1;
    return Math.min(Math.max(0, (int) Math.ceil(octaves) - 2), hopAllows);
  }

  /**
   * A transform of one song.
   *
   * @param samples length of the song
   */
  ConstantQ(Loops loops, int sampleRate, long samples, double tuning) {
    this.loops = loops;
    int early = early(sampleRate);
    double rate = (double) sampleRate / (1 << early);
    int hop = Loops.HOP >> early;
    long length = early == 0 ? samples : Decimator.outputs(samples, 1 << early);
    double lowest = CqtBank.C1 * Math.pow(2, tuning / 12);
    double highest = lowest * (1 << (OCTAVES - 1));
    int[] hops = new int[OCTAVES];
    // A bank within the decimator's transition band stays at the full rate, as does the next.
    int undecimated = wide(sampleRate) ? 1 : 2;
    long[] lengths = new long[OCTAVES];
    int frames = Integer.MAX_VALUE;
    for (int o = 0; o < OCTAVES; o++) {
      boolean first = o < undecimated;
      hops[o] = first ? hop : hops[o - 1] / 2;
      lengths[o] = first ? length : Decimator.outputs(lengths[o - 1], 2);
      frames = Math.min(frames, Framer.frames(lengths[o], hops[o]));
    }
    pitchClasses = new double[CqtBank.FILTERS][frames];
    CqtBank bank = new CqtBank(rate, highest / undecimated);
    Level level = null;
    for (int o = OCTAVES - 1; o >= undecimated - 1; o--) {
      Level below = level;
      Decimator down = below == null ? null : decimator(2, lengths[o], Math.sqrt(2), below);
      Framer octave = octave(bank, hops[o], scales(rate, lowest, o));
      level =
          o == 0 || o >= undecimated
              ? new Level(down, below, octave)
              : new Level(
                  down,
                  below,
                  octave(new CqtBank(rate, highest), hop, scales(rate, lowest, 0)),
                  octave);
    }
    Level analysed = requireNonNull(level);
    top = early == 0 ? analysed : new Level(decimator(1 << early, samples, 1, analysed), analysed);
  }

  private Framer octave(CqtBank bank, int hop, double[] scales) {
    CorrelationLoop loop = loops.correlation(bank.kernels, hop, scales);
    correlations.add(loop);
    return new Framer(hop, bank.size, Loops.LANES, new CqtOctave(loop, pitchClasses));
  }

  private Decimator decimator(int factor, long length, double gain, MonoSource.Sink sink) {
    Decimator decimator = new Decimator(loops, factor, length, gain, sink);
    decimators.add(decimator);
    return decimator;
  }

  /** The scaling factors (SPEC section 4.5) of an octave, counted from the top. */
  private static double[] scales(double rate, double lowest, int octave) {
    double[] scales = new double[CqtBank.FILTERS];
    for (int b = 0; b < scales.length; b++) {
      int row = CqtBank.FILTERS * (OCTAVES - 1 - octave) + b;
      scales[b] = 1 / Math.sqrt(CqtBank.Q * rate / (lowest * Math.pow(2, row / 12.0)));
    }
    return scales;
  }

  @Override
  public void accept(float[] samples, int count) throws IOException {
    top.accept(samples, count);
  }

  /**
   * The result, after the last sample: the summed magnitudes of each pitch class in twelve rows
   * from C.
   */
  double[][] pitchClasses() throws IOException {
    top.finish();
    return pitchClasses;
  }

  @Override
  public void close() {
    correlations.forEach(CorrelationLoop::close);
    decimators.forEach(Decimator::close);
  }
}
