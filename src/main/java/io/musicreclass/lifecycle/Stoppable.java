package io.musicreclass.lifecycle;

/** A resource that takes time to close and can be asked to stop beforehand. */
public interface Stoppable extends AutoCloseable {
  /** Starts no new work from now on; returns immediately. */
  void stop();

  @Override
  void close();
}
