package io.musicreclass.features.frontend;

import java.io.IOException;
import java.util.Optional;

/** The preparation of one kind of network's input. */
interface InputPreparation {
  /** Hz. */
  int sampleRate();

  /** Number of samples in the smallest input. */
  int shortest();

  /**
   * The network's input in parts, each of as many entries as one run should take.
   *
   * @return whether there was any: not if the waveform has fewer samples than {@link #shortest}
   */
  boolean parts(Waveform wave, FrontEnd.Receiver receiver) throws IOException;

  /** An input that is made as a whole. */
  interface Whole extends InputPreparation {
    /** The network's input; empty if the waveform has fewer samples than {@link #shortest}. */
    Optional<NetworkInput> of(Waveform wave) throws IOException;

    @Override
    default boolean parts(Waveform wave, FrontEnd.Receiver receiver) throws IOException {
      Optional<NetworkInput> input = of(wave);
      if (input.isEmpty()) {
        return false;
      }
      receiver.accept(input.get());
      return true;
    }
  }
}
