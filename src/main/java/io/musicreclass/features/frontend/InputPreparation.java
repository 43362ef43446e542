package io.musicreclass.features.frontend;

import java.io.IOException;
import java.util.Optional;

/** The preparation of one kind of network's input. */
interface InputPreparation {
  /** Hz. */
  int sampleRate();

  /** Number of samples in the smallest input. */
  int shortest();

  /** The network's input; empty if the waveform has fewer samples than {@link #shortest}. */
  Optional<NetworkInput> of(Waveform wave) throws IOException;
}
