package io.musicreclass.features.loops;

/** The loops of {@code src/native}; their library must have been loaded. */
final class NativeLoops implements Loops {
  @Override
  public String description() {
    return "compiled, " + NativeFunctions.reclass_path();
  }

  @Override
  public FrameLoop frames(int sampleRate, double[][] mel) {
    return new NativeFrames(mel, new PeakFinder(sampleRate), new PeakFinder(ASSUMED_RATE));
  }

  @Override
  public ChromaLoop chroma(double[][] weights) {
    return new NativeChroma(weights);
  }

  @Override
  public DecimationLoop decimation(int factor, double[] taps) {
    return new NativeDecimation(factor, taps);
  }

  @Override
  public CorrelationLoop correlation(MirroredKernels kernels, int hop, double[] scales) {
    return new NativeCorrelation(kernels, hop, scales);
  }

  @Override
  public MelLoop mel(MelLoop.Spectrogram spectrogram) {
    return NativeMel.supports(spectrogram) ? new NativeMel(spectrogram) : new JavaMel(spectrogram);
  }

  @Override
  public Moments moments(double[] x, boolean single) {
    double[] m = new double[7];
    NativeFunctions.reclass_moments(x, x.length, single ? 1 : 0, m);
    return new Moments(m[0], m[1], m[2], m[3], m[4], m[5], m[6]);
  }
}
