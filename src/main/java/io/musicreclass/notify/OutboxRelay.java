package io.musicreclass.notify;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.mqtt.MessageTooLargeException;
import io.musicreclass.publish.mqtt.Mqtt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the letters of the outbox to the broker, in order, and crosses each off only when the
 * broker has acknowledged it. After a broken connection it starts again at the oldest letter still
 * owed, so nothing is lost and something may arrive twice.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final long PATIENCE_MS = 1000;

  /**
   * What the courier waits for, each letter in flight once: the fate of a letter, or news that
   * there are letters.
   */
  private sealed interface Word {
    record Acknowledged(long id) implements Word {}

    record Lost(long id) implements Word {}

    record TooLargeFor(long id, String why) implements Word {}

    record News() implements Word {}
  }

  private final Ledger ledger;
  private final Mqtt mqtt;
  private final Problems.Source problem;
  private final AtomicBoolean news = new AtomicBoolean();
  private final BlockingQueue<Word> words = new ArrayBlockingQueue<>(Mqtt.MAX_IN_FLIGHT + 1);
  private final List<Long> acknowledged = new ArrayList<>();
  private final List<Word.TooLargeFor> tooLarge = new ArrayList<>();
  private final Set<Long> inFlight = new HashSet<>();
  private final Thread thread = new Thread(this::run, "courier");
  private long lastSent;
  private boolean lost;
  private volatile boolean closed;

  public OutboxRelay(Ledger ledger, Mqtt mqtt, Problems.Source problem) {
    this.ledger = ledger;
    this.mqtt = mqtt;
    this.problem = problem;
  }

  public void start() {
    thread.start();
  }

  /** There are new letters, or the broker is back. */
  public void wake() {
    if (!news.getAndSet(true)) {
      words.add(new Word.News());
    }
  }

  private void run() {
    while (!closed) {
      try {
        crossOff();
        send();
        problem.recovered();
      } catch (RuntimeException e) {
        // The letters stay owed; the next round tries again.
        LOG.errorf("The outbox could not be worked on: %s", e.getMessage());
        problem.failed("MQTT messages cannot be read from the ledger: " + e.getMessage());
        pause();
      }
    }
  }

  /** Waits for words, then takes all there are. */
  private void crossOff() {
    for (Word word = waitForWord(); word != null; word = words.poll()) {
      if (word instanceof Word.News) {
        news.set(false);
      } else if (word instanceof Word.Acknowledged letter) {
        inFlight.remove(letter.id());
        acknowledged.add(letter.id());
      } else if (word instanceof Word.TooLargeFor never) {
        inFlight.remove(never.id());
        tooLarge.add(never);
      } else if (word instanceof Word.Lost gone) {
        inFlight.remove(gone.id());
        lost = true;
      }
    }
    while (!tooLarge.isEmpty()) {
      Word.TooLargeFor never = tooLarge.get(0);
      ledger.undeliverable(never.id(), never.why());
      tooLarge.remove(0);
    }
    if (!acknowledged.isEmpty()) {
      ledger.delivered(acknowledged);
      acknowledged.clear(); // only now: what could not be crossed off is the next time
    }
    if (lost && inFlight.isEmpty()) {
      lost = false;
      lastSent = 0;
    }
  }

  private Word waitForWord() {
    try {
      return words.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed = true;
      return null;
    }
  }

  private void send() {
    if (closed || lost || !mqtt.connected()) {
      return;
    }
    int room = Mqtt.MAX_IN_FLIGHT - inFlight.size();
    for (PendingMessage owed : room > 0 ? ledger.owed(lastSent, room) : List.<PendingMessage>of()) {
      long id = owed.id();
      lastSent = id;
      inFlight.add(id);
      var unused =
          mqtt.publish(owed.letter()).whenComplete((done, failure) -> words.add(fate(id, failure)));
    }
  }

  private static Word fate(long id, @Nullable Throwable failure) {
    if (failure instanceof MessageTooLargeException tooLarge) {
      return new Word.TooLargeFor(id, String.valueOf(tooLarge.getMessage()));
    }
    return failure == null ? new Word.Acknowledged(id) : new Word.Lost(id);
  }

  private void pause() {
    try {
      Thread.sleep(PATIENCE_MS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Crosses off what is acknowledged by now and stops. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE_MS * 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
