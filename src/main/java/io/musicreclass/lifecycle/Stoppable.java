package io.musicreclass.lifecycle;

/** Something that needs time to end, and is told so before it is waited for. */
public interface Stoppable extends AutoCloseable {
  /** Begins nothing new from now on. Returns at once. */
  void stop();

  @Override
  void close();
}
