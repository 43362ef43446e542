package io.musicreclass.cluster;

import io.musicreclass.track.TrackId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A song that a worker may analyse.
 *
 * @param lease its number, unique
 * @param nonce random; who answers has seen the offer
 * @param session of the owner's process
 * @param known the song, if the owner has identified it
 * @param stages to run, in order; the first at least
 */
record Offer(
    String lease,
    String nonce,
    String session,
    SharedSong song,
    Optional<TrackId> known,
    List<StageKey> stages) {
  Offer {
    Objects.requireNonNull(nonce);
    Objects.requireNonNull(session);
    Objects.requireNonNull(song);
    stages = List.copyOf(stages);
    if (!lease.matches("[0-9a-f]{32}") || stages.isEmpty()) {
      throw new IllegalArgumentException("Invalid offer");
    }
  }
}
