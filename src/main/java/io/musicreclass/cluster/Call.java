package io.musicreclass.cluster;

import java.util.Objects;

/**
 * The owner's regular call, which workers answer.
 *
 * @param session of the owner's process
 * @param number grows with each call of a session
 */
record Call(String session, long number) {
  Call {
    Objects.requireNonNull(session);
  }
}
