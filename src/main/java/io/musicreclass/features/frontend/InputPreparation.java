package io.musicreclass.features.frontend;

import java.io.IOException;
import java.util.Optional;

/** How one sort of network is fed. */
interface InputPreparation {
  /** Hz. */
  int sampleRate();

  /** How many samples make the smallest input. */
  int shortest();

  /** The network's input; empty if the wave has fewer samples than the {@link #shortest}. */
  Optional<NetworkInput> of(Waveform wave) throws IOException;
}
