package io.musicreclass.engine.tensorrt.probe;

/** Receives the progress of a build, and can cancel it. */
@FunctionalInterface
public interface BuildProgress {
  /**
   * Reports progress; called from the build's threads.
   *
   * @param share estimated share that is done, 0 to 1; never falls
   * @return false: cancel the build
   */
  boolean at(double share);
}
