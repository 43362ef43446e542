package io.musicreclass.features;

import io.musicreclass.features.loops.FrameValues;
import io.musicreclass.features.loops.FrameValues.Power;
import io.musicreclass.features.loops.Loops;
import io.musicreclass.features.loops.Peaks;
import io.musicreclass.track.Features;
import io.musicreclass.track.Features.Family;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Computes the 518 features of the FMA data set (Defferrard et al. 2017) as its authors' script did
 * with librosa 0.5.0 and resampy 0.1.5.
 */
public final class Fma518 {
  /**
   * Songs of up to this many frames (48 MB; 2 minutes at 44.1 kHz) keep their power spectra in
   * memory.
   */
  private static final int KEPT_FRAMES = 12_000;

  /** What to do where the reference only warns. */
  public enum Mode {
    /**
     * Like the authors' script, which treats a warning as an error: all later values are missing.
     */
    STRICT,
    /** Like the library itself, which warns and continues. */
    LENIENT
  }

  /**
   * The features of one song.
   *
   * @param features missing values are NaN
   * @param incomplete user-facing reason why values are missing; empty if none are
   */
  public record Extraction(Features features, Optional<String> incomplete) {
    public boolean complete() {
      return incomplete.isEmpty();
    }
  }

  private Fma518() {}

  /**
   * Computes the features of a song at its native rate. The result does not depend on the number of
   * threads.
   *
   * @param pcm read once if short, otherwise twice
   * @param threads maximum number of threads for this song, including the caller's; at least 1
   * @throws IOException if the audio cannot be read
   */
  public static Extraction extract(Pcm pcm, Mode mode, int threads) throws IOException {
    return extract(pcm, mode, threads, Loops.fastest());
  }

  /** The same with certain loops. */
  public static Extraction extract(Pcm pcm, Mode mode, int threads, Loops loops)
      throws IOException {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
    }
    MonoSource source = new MonoSource(pcm);
    double[][] mel = Mel.weights(pcm.sampleRate());
    List<SpectralBlock> blocks = analyse(source, loops, pcm.sampleRate(), mel, threads);
    Statistics statistics = new Statistics(loops);
    if (blocks.isEmpty()) {
      return new Extraction(statistics.features(), Optional.of("The song has no samples."));
    }
    try {
      Optional<String> problem =
          fill(statistics, source, loops, pcm.sampleRate(), mel, blocks, mode, threads);
      return new Extraction(statistics.features(), problem);
    } finally {
      blocks.forEach(SpectralBlock::release);
    }
  }

  private static List<SpectralBlock> analyse(
      MonoSource source, Loops loops, int sampleRate, double[][] mel, int threads)
      throws IOException {
    try (BlockExecutor<Analyser, SpectralBlock> executor =
        new BlockExecutor<>(threads, () -> new Analyser(loops.frames(sampleRate, mel)))) {
      Framer framer =
          framer(
              block -> {
                boolean keep = block.first < KEPT_FRAMES;
                executor.submit(analyser -> analyser.analyse(block, keep));
              });
      source.read(framer::accept);
      framer.finish();
      return executor.results();
    }
  }

  /** Computes the families in the reference's order; returns why it stopped early, if it did. */
  private static Optional<String> fill(
      Statistics statistics,
      MonoSource source,
      Loops loops,
      int sampleRate,
      double[][] mel,
      List<SpectralBlock> blocks,
      Mode mode,
      int threads)
      throws IOException {
    SpectralBlock last = blocks.get(blocks.size() - 1);
    int frames = last.first + last.count;
    statistics.put(Family.ZCR, row(blocks, frames, b -> b.zcr));

    OptionalDouble tuning = Tuning.of(peaks(blocks, v -> v.magnitudePeaks));
    if (tuning.isEmpty() && mode == Mode.STRICT) {
      return Optional.of(
          "No note to estimate the tuning from: only the zero crossings have a value.");
    }
    double cqtTuning = tuning.orElse(0);
    Optional<String> problem = ConstantQ.problem(sampleRate, source.length(), cqtTuning);
    if (problem.isPresent()) {
      return Optional.of("No constant-Q transform: " + problem.get() + '.');
    }
    OptionalDouble powerTuning = Tuning.of(peaks(blocks, v -> v.powerPeaks));
    double[][] chroma = new double[Chroma.CLASSES][frames];
    double[][] pitchClasses;
    try (ConstantQ cqt = new ConstantQ(loops, sampleRate, source.length(), cqtTuning)) {
      double[][] bank = Chroma.weights(powerTuning.orElse(0));
      pitchClasses = secondPass(source, loops, blocks, cqt, bank, chroma, threads);
    }

    double[][] cens = Cens.of(pitchClasses);
    Chroma.normalise(pitchClasses);
    statistics.put(Family.CHROMA_CQT, pitchClasses);
    statistics.put(Family.TONNETZ, Tonnetz.of(cens));
    statistics.put(Family.CHROMA_CENS, cens);
    if (powerTuning.isEmpty() && mode == Mode.STRICT) {
      return Optional.of(
          "No loud note above 150 Hz to estimate the tuning of the power spectrum from: only zero"
              + " crossings and constant-Q features have values.");
    }
    Chroma.normalise(chroma);
    statistics.put(Family.CHROMA_STFT, chroma);
    statistics.put(Family.RMSE, row(blocks, frames, b -> b.values.rmse));
    statistics.put(Family.SPECTRAL_CENTROID, row(blocks, frames, b -> b.values.centroid));
    statistics.put(Family.SPECTRAL_BANDWIDTH, row(blocks, frames, b -> b.values.bandwidth));
    statistics.put(Family.SPECTRAL_CONTRAST, Contrast.rows(blocks, frames));
    statistics.put(Family.SPECTRAL_ROLLOFF, row(blocks, frames, b -> b.values.rolloff));
    if (Mel.hasEmptyBand(mel) && mode == Mode.STRICT) {
      return Optional.of("At " + sampleRate + " Hz some mel bands are empty: no mfcc.");
    }
    statistics.put(Family.MFCC, Mfcc.of(blocks, frames));
    return Optional.empty();
  }

  /** Reads the song again, for the features that depend on its tunings. */
  private static double[][] secondPass(
      MonoSource source,
      Loops loops,
      List<SpectralBlock> blocks,
      ConstantQ cqt,
      double[][] bank,
      double[][] chroma,
      int threads)
      throws IOException {
    try (BlockExecutor<ChromaTool, Boolean> executor =
        new BlockExecutor<>(threads, () -> new ChromaTool(loops.chroma(bank)))) {
      for (SpectralBlock block : blocks) {
        Power kept = block.values.power();
        if (kept != null) {
          executor.submit(
              tool -> {
                tool.fill(chroma, block.first, block.count, kept);
                return true;
              });
        }
      }
      if (blocks.get(blocks.size() - 1).values.power() != null) {
        source.read(cqt);
      } else {
        Framer framer = framer(block -> fillUnlessKept(block, chroma, executor));
        source.read(
            (samples, count) -> {
              framer.accept(samples, count);
              cqt.accept(samples, count);
            });
        framer.finish();
      }
      executor.results();
      return cqt.pitchClasses();
    }
  }

  private static void fillUnlessKept(
      FrameBlock block, double[][] chroma, BlockExecutor<ChromaTool, Boolean> executor) {
    if (block.first >= KEPT_FRAMES) {
      executor.submit(
          tool -> {
            tool.fill(chroma, block);
            return true;
          });
    }
  }

  private static Framer framer(Framer.Receiver receiver) {
    return new Framer(Loops.HOP, Loops.SIZE, Loops.LANES, receiver);
  }

  private static List<Peaks> peaks(List<SpectralBlock> blocks, Function<FrameValues, Peaks> of) {
    return blocks.stream().map(block -> of.apply(block.values)).toList();
  }

  private static double[] row(
      List<SpectralBlock> blocks, int frames, Function<SpectralBlock, double[]> of) {
    double[] row = new double[frames];
    for (SpectralBlock block : blocks) {
      System.arraycopy(of.apply(block), 0, row, block.first, block.count);
    }
    return row;
  }
}
