package io.musicreclass.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest offers of a worker, so that none is taken twice. Thread-safe. */
final class SeenLeases {
  private static final int MOST = 10_000;

  private final Map<String, Boolean> leases =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /** Remembers a lease; false if it is known. */
  synchronized boolean add(String lease) {
    return leases.putIfAbsent(lease, true) == null;
  }
}
