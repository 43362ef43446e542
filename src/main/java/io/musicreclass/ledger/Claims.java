package io.musicreclass.ledger;

import io.musicreclass.ledger.rows.Job;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that are held in this process. A row that says {@code working} without a job here is
 * held by nobody: its release could not be written, because the disk was full, say.
 */
final class Claims {
  private record Claim(long row, int attempt) {}

  private final Set<Claim> held = ConcurrentHashMap.newKeySet();

  void add(Job job) {
    held.add(new Claim(job.row(), job.attempts()));
  }

  void remove(Job job) {
    held.remove(new Claim(job.row(), job.attempts()));
  }

  boolean holds(long row, int attempt) {
    return held.contains(new Claim(row, attempt));
  }
}
