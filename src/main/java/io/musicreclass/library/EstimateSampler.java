package io.musicreclass.library;

import io.musicreclass.ledger.LibraryQueue;
import io.musicreclass.ledger.LibraryQueue.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Moves a representative sample of a long queue to its front, and estimates from the sample the
 * genres of the remaining songs and the time that they take.
 */
final class EstimateSampler {
  private static final Logger LOG = Logger.getLogger(EstimateSampler.class);
  private static final int PAGE_SIZE = 1000;

  /** The number of songs in the sample. */
  private static final int SAMPLE_SIZE = 300;

  /** The seed of the random draw, fixed so that a draw can be repeated. */
  private static final long SEED = 518;

  private final List<LibraryFolder> folders;
  private final LibraryQueue queue;
  private final int workers;
  private volatile boolean estimateLogged;

  /**
   * @param workers songs classified at a time
   */
  EstimateSampler(List<LibraryFolder> folders, LibraryQueue queue, int workers) {
    this.folders = folders;
    this.queue = queue;
    this.workers = workers;
  }

  /**
   * An estimate for the waiting songs; empty when none is waiting, or none of the sample has been
   * classified.
   */
  Optional<LibraryEstimate> estimate() {
    int waiting = queue.waiting();
    if (waiting == 0) {
      return Optional.empty();
    }
    LibraryQueue.Sampled sampled = queue.sampled();
    return sampled.voteDetails().isEmpty()
        ? Optional.empty()
        : Optional.of(LibraryEstimate.of(sampled, waiting, workers));
  }

  /**
   * Moves a representative sample to the front of a long queue.
   *
   * @param added songs that the last scan added
   * @return whether the order of the queue has changed
   */
  boolean sample(int added) {
    boolean drawn = queue.sampled().files() > 0;
    if (queue.waiting() < 2 * SAMPLE_SIZE || (drawn && added < 2 * SAMPLE_SIZE)) {
      return false;
    }
    StratifiedSample sample =
        new StratifiedSample(folders.stream().map(LibraryFolder::path).toList(), SEED);
    List<Waiting> page = queue.waiting(0, PAGE_SIZE);
    while (!page.isEmpty()) {
      page.stream().filter(file -> isOnline(file.path())).forEach(sample::add);
      page = queue.waiting(page.get(page.size() - 1).row(), PAGE_SIZE);
    }
    queue.sample(sample.draw(SAMPLE_SIZE));
    estimateLogged = false;
    LOG.infof(
        "Sampled the library for an estimate: sample=%d others=%d",
        SAMPLE_SIZE, sample.size() - SAMPLE_SIZE);
    return true;
  }

  private boolean isOnline(Path file) {
    return folders.stream()
        .filter(folder -> file.startsWith(folder.path()))
        .anyMatch(folder -> folder.problem().isEmpty());
  }

  /** Logs the estimate once the whole sample has been classified. */
  void logEstimate() {
    if (!estimateLogged) {
      estimate()
          .filter(estimate -> estimate.classified() == estimate.sampled())
          .ifPresent(
              estimate -> {
                estimateLogged = true;
                LOG.infof("Estimated the library: %s", estimate);
              });
    }
  }
}
