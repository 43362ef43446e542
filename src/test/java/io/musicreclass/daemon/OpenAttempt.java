package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.track.ClassifiedTrack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** An {@link Attempt} for tests of other packages. */
public final class OpenAttempt implements AutoCloseable {
  private final Attempt attempt;

  public OpenAttempt(
      Job job, Ledger ledger, EventPolicy eventPolicy, Predicate<Path> isInOfflineFolder) {
    attempt = new Attempt(job, ledger, eventPolicy, isInOfflineFolder);
  }

  public boolean fileChanged() throws IOException {
    return attempt.fileChanged();
  }

  public void fileMissing() {
    attempt.fileMissing();
  }

  public void decided(ClassifiedTrack track) {
    attempt.decided(track, "");
  }

  @Override
  public void close() {
    attempt.close();
  }
}
