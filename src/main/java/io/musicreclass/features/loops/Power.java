package io.musicreclass.features.loops;

/** The power spectra of a block of frames, in a form that only their loops know. */
public interface Power extends AutoCloseable {
  @Override
  void close();
}
