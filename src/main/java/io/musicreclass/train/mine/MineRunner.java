package io.musicreclass.train.mine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.priority.ThreadPriority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the daemon's trainings, one at a time, in one thread beside the classification. How the
 * latest ended is kept in a folder; one that a stop or a crash has ended begins anew.
 */
public final class MineRunner implements Stoppable {
  private static final Logger LOG = Logger.getLogger(MineRunner.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FEWEST = 10;

  /** The niceness at which other threads come first. */
  private static final long CLOSE_TIMEOUT_MS = 10_000;

  private static final String STOPPED =
      "Reclass was stopped while it trained, and nothing was changed: start it again";

  /** The state of the latest training. */
  public sealed interface State {
    /** There was none. */
    record Idle() implements State {}

    /**
     * One is running.
     *
     * @param step what is done now, for people
     */
    record Running(String step, int done, int of) implements State {}

    /**
     * The latest has ended.
     *
     * @param adopted whether its head was adopted
     * @param text what was done and why
     * @param lines its main figures
     */
    record Ended(boolean adopted, String model, String text, List<String> lines) implements State {}

    /**
     * The latest was interrupted, and nothing was changed.
     *
     * @param reason why, with the remedy
     */
    record Interrupted(String reason) implements State {}
  }

  private final Settings settings;
  private final Runnable onAdopted;
  private final Path folder;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Idle());
  private volatile boolean closed;
  private volatile boolean cancelled;
  private @Nullable Thread thread;

  /**
   * Reads how the latest training ended.
   *
   * @param onAdopted called once a model has another head; must return at once
   */
  public MineRunner(Settings settings, Runnable onAdopted) {
    this.settings = settings;
    this.onAdopted = onAdopted;
    this.folder = settings.home().resolve("training");
    try {
      if (Files.exists(running())) {
        state.set(new State.Interrupted(STOPPED));
      } else if (Files.exists(outcome())) {
        state.set(JSON.readValue(Files.readAllBytes(outcome()), State.Ended.class));
      }
    } catch (IOException e) {
      LOG.warnf("Cannot read how the latest training ended: file=%s reason=%s", outcome(), e);
    }
  }

  private Path running() {
    return folder.resolve("running");
  }

  private Path outcome() {
    return folder.resolve("outcome.json");
  }

  private Path page() {
    return folder.resolve("report.html");
  }

  /** The report of the latest training that ended. */
  public Optional<Path> report() {
    return Files.exists(page()) ? Optional.of(page()) : Optional.empty();
  }

  /** The current state. */
  public State state() {
    return state.get();
  }

  /**
   * Starts a training; false when one is already running.
   *
   * @param from {@link MineTraining#LIBRARY} or {@link MineTraining#CORRECTIONS}
   * @throws IOException if nothing can be written below {@code reclass.home}
   */
  public synchronized boolean start(String from) throws IOException {
    if (closed || state.get() instanceof State.Running) {
      return false;
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(page());
    Files.writeString(running(), from);
    cancelled = false;
    state.set(new State.Running("starting", 0, 1));
    Thread next = new Thread(() -> run(from), "training");
    try {
      next.start();
    } catch (OutOfMemoryError e) { // there are too many threads
      interrupted(FailureText.of(e) + "; start it again");
      throw e;
    }
    thread = next;
    return true;
  }

  /** Ends a running training; nothing is changed. */
  public void cancel() {
    cancelled = true;
  }

  private void run(String from) {
    boolean adopted = false;
    ThreadPriority.lowest();
    try {
      MineTraining.Outcome outcome =
          MineTraining.run(
              new MineTraining.Request(from, Optional.empty(), FEWEST), settings, 1, new Steps());
      adopted = outcome.adopted();
      ended(outcome);
    } catch (CancellationException e) {
      interrupted(closed ? STOPPED : "it was cancelled, and nothing was changed");
    } catch (ConvertException | IOException e) {
      LOG.errorf("Interrupted a training: reason=%s", e.getMessage());
      interrupted(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Interrupted a training");
      interrupted(FailureText.of(e) + "; start it again");
    }
    if (adopted) {
      onAdopted.run();
    }
  }

  /** What was adopted stays adopted if it cannot be written down. */
  private void ended(MineTraining.Outcome outcome) {
    State.Ended ended =
        new State.Ended(
            outcome.adopted(), outcome.model(), outcome.text(), outcome.report().lines());
    LOG.infof("Trained a head: adopted=%s model=%s", outcome.adopted(), outcome.model());
    state.set(ended);
    try {
      Files.writeString(page(), outcome.report().html());
      Files.write(outcome(), JSON.writeValueAsBytes(ended));
      Files.deleteIfExists(running());
    } catch (IOException e) {
      LOG.warnf("Cannot keep the report of a training: folder=%s reason=%s", folder, e);
    }
  }

  /** What a stop has interrupted is said after the next start, too. */
  private void interrupted(String reason) {
    state.set(new State.Interrupted(reason));
    if (!closed) {
      try {
        Files.deleteIfExists(running());
        Files.deleteIfExists(outcome());
      } catch (IOException e) {
        LOG.warnf("Cannot remove a file: file=%s reason=%s", running(), e);
      }
    }
  }

  private final class Steps implements MineTraining.Progress {
    @Override
    public void at(String step, int done, int of) {
      check();
      state.set(new State.Running(step, done, of));
    }

    @Override
    public void check() {
      if (cancelled || closed) {
        throw new CancellationException();
      }
    }
  }

  @Override
  public void stop() {
    closed = true;
  }

  /** Ends a running training and waits for its end. */
  @Override
  public void close() {
    stop();
    Thread last;
    synchronized (this) {
      last = thread;
    }
    try {
      if (last != null && last != Thread.currentThread()) {
        last.join(CLOSE_TIMEOUT_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
