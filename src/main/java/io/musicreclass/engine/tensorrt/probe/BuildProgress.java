package io.musicreclass.engine.tensorrt.probe;

/** Is told how far a build has come, and says whether it shall go on. */
@FunctionalInterface
public interface BuildProgress {
  /**
   * Takes news; called from threads of the build.
   *
   * @param share of the whole, 0 to 1, as well as it can be known; does not fall
   * @return false: give the build up
   */
  boolean at(double share);
}
