package io.musicreclass.cluster;

import java.util.List;
import java.util.Objects;

/**
 * A worker's answer to a call.
 *
 * @param worker its id, unique for each of its runs
 * @param name for people
 * @param session of the owner's process that called
 * @param number grows with each answer of the worker
 * @param capacity how many offers it takes at a time; 0 when it leaves
 * @param songs analysed since it joined
 * @param stages that it can run
 * @param leases that it holds
 */
record Presence(
    String worker,
    String name,
    String session,
    long number,
    int capacity,
    long songs,
    List<StageKey> stages,
    List<String> leases) {
  /** Most offers at a time: below the messages in flight that MQTT clients allow. */
  static final int MAX_CAPACITY = 15;

  private static final int MAX_NAME = 100;

  Presence {
    Objects.requireNonNull(session);
    stages = List.copyOf(stages);
    leases = List.copyOf(leases);
    boolean proper =
        worker.matches("[0-9a-f]{32}")
            && !name.isEmpty()
            && name.length() <= MAX_NAME
            && name.codePoints().noneMatch(Character::isISOControl)
            && capacity >= 0
            && capacity <= MAX_CAPACITY
            && songs >= 0;
    if (!proper) {
      throw new IllegalArgumentException("Invalid presence");
    }
  }
}
