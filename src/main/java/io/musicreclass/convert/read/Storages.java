package io.musicreclass.convert.read;

import java.util.Optional;

/** Where a pickle's persistent ids lead: the storages beside it. */
interface Storages {
  /** The storage of that key, if the container has one of at least so many elements. */
  Optional<Storage> find(String key, ElementType type, long count);

  /** A pickle without storages beside it. */
  static Storages none() {
    return (key, type, count) -> Optional.empty();
  }
}
