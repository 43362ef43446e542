package io.musicreclass.backup;

import java.nio.file.Path;

/**
 * A step of a restore.
 *
 * @param present what is in the place, which is set aside first
 * @param aside where it goes; does not exist before
 * @param staged what takes the place; equals {@code present} if nothing does
 */
record Move(Path present, Path aside, Path staged) {
  boolean isReplaced() {
    return !staged.equals(present);
  }
}
