package io.musicreclass.features.frontend;

import java.io.IOException;
import java.util.Optional;

/** How one sort of network is fed. */
interface Preparation {
  /** Hz. */
  int sampleRate();

  /** How many samples make the smallest input. */
  int shortest();

  /** The network's input; empty if the wave has fewer samples than the {@link #shortest}. */
  Optional<NetworkInput> of(Wave wave) throws IOException;
}
