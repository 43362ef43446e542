package io.musicreclass.convert.read;

import java.util.Optional;

/** The storages that a pickle's persistent ids refer to. */
interface Storages {
  /** The storage of that key, if the container has one of at least that many elements. */
  Optional<Storage> find(String key, ElementType type, long count);

  /** A pickle without storages beside it. */
  static Storages none() {
    return (key, type, count) -> Optional.empty();
  }
}
