package io.musicreclass.defaults;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.fetch.Fetch;
import io.musicreclass.fetch.FetchException;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/** The download of the default models by a daemon: a few attempts, far apart. */
final class Download {
  private static final Logger LOG = Logger.getLogger(Download.class);
  private static final int ATTEMPTS = 4;

  private final DefaultModels models;
  private final Optional<URI> mirror;
  private final Duration pause;
  private final Problems.Source problem;
  private final StoppableThread thread;
  private String lastLogged = "";
  private volatile String failure = "";

  /**
   * @param pause between two attempts
   * @param thread stopped when the daemon stops
   */
  Download(
      DefaultModels models,
      Optional<URI> mirror,
      Duration pause,
      Problems.Source problem,
      StoppableThread thread) {
    this.models = models;
    this.mirror = mirror;
    this.pause = pause;
    this.problem = problem;
    this.thread = thread;
  }

  /** Why the latest attempt failed; empty before the first one has ended. */
  String failure() {
    return failure;
  }

  /** Downloads and imports them; false if that was given up or the daemon stops. */
  boolean run() throws InterruptedException {
    LOG.infof(
        "Downloading the default models: %s; to switch this off, set reclass.models.fetch=never",
        models.description());
    for (int attempt = 1; !succeeds(); attempt++) {
      if (attempt == ATTEMPTS || thread.pause(pause)) {
        problem.recovered(); // nothing is retried any more
        return false;
      }
    }
    problem.recovered();
    return !thread.isStopped();
  }

  private boolean succeeds() throws InterruptedException {
    try {
      var unused = models.fetch(mirror, progress(), silent());
      LOG.infof("Imported the default models: %s", models.description());
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (FetchException e) {
      failed(e.brief());
    } catch (IOException e) {
      failed(FailureText.of(e));
    } catch (ConvertException | RuntimeException e) {
      failed(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void failed(String reason) {
    failure = reason;
    if (!reason.equals(lastLogged)) {
      LOG.warnf(
          "Failed to get the default models, going on without them: reason=%s retries=%d"
              + " pause_s=%d command='%s'",
          reason, ATTEMPTS - 1, pause.toSeconds(), DefaultModels.COMMAND);
    }
    lastLogged = reason;
    // Not failed(): the next attempt is an hour away, and each consists of several already.
    problem.report("The default models cannot be downloaded: " + reason);
  }

  private Fetch.Progress progress() {
    return new Fetch.Progress() {
      @Override
      public void downloaded(String file, long done, OptionalLong total) {
        if (thread.isStopped()) {
          throw new CancellationException("The daemon stops");
        }
      }

      @Override
      public void report(String line) {
        LOG.debug(line);
      }
    };
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
