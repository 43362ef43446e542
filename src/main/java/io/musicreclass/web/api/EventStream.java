package io.musicreclass.web.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one page: a bounded queue between the threads that send and the connection that
 * takes them. Nothing is delivered before {@link #start}.
 *
 * <p>Every access to the queue is under the lock, and one thread at a time delivers, outside of it.
 * Cancelling therefore never touches what another thread is reading. (Mutiny's buffering emitter
 * clears its single-consumer queue on the thread that cancels while the sender may be reading it;
 * that leaves the queue in a state in which the next read never returns.)
 */
final class EventStream implements Flow.Publisher<Event>, Flow.Subscription {
  /** Why a stream fails: the page reads more slowly than events happen. */
  static final class SlowReaderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SlowReaderException(int limit) {
      super("The page is too slow: " + limit + " events are waiting", null, false, false);
    }
  }

  private enum State {
    OPEN,
    /** Nothing is queued any more; the subscriber is still to be notified. */
    ENDING,
    ENDED
  }

  private final int limit;
  private final Consumer<EventStream> onEnd;

  private final Deque<Event> queue = new ArrayDeque<>(); // guarded by this, as all below
  private Flow.@Nullable Subscriber<? super Event> subscriber;
  private @Nullable RuntimeException failure;
  private State state = State.OPEN;
  private boolean started;
  private boolean delivering;
  private long demand;

  /**
   * @param limit events that may wait
   * @param onEnd called once, when the stream ends for whatever reason
   */
  EventStream(int limit, Consumer<EventStream> onEnd) {
    this.limit = limit;
    this.onEnd = onEnd;
  }

  /** Starts delivery: first the current state, then what has been sent since this was made. */
  void start(List<Event> current) {
    synchronized (this) {
      if (state == State.OPEN) {
        for (int i = current.size() - 1; i >= 0; i--) {
          queue.addFirst(current.get(i));
        }
      }
      started = true;
    }
    deliver();
  }

  /** Queues an event; fails the stream where too many are waiting. */
  void send(Event event) {
    boolean slow;
    synchronized (this) {
      slow = state == State.OPEN && queue.size() >= limit;
      if (state == State.OPEN && !slow) {
        queue.add(event);
      }
    }
    if (slow) {
      end(new SlowReaderException(limit));
    }
    deliver();
  }

  /** Ends the stream without what is still waiting. */
  void end() {
    end(null);
    deliver();
  }

  private void end(@Nullable RuntimeException why) {
    synchronized (this) {
      if (state != State.OPEN) {
        return;
      }
      state = State.ENDING;
      failure = why;
      queue.clear();
    }
    onEnd.accept(this);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Event> reader) {
    synchronized (this) {
      if (subscriber != null) {
        throw new IllegalStateException("The stream already has a subscriber");
      }
      subscriber = reader;
      delivering = true; // not before onSubscribe has returned
    }
    reader.onSubscribe(this);
    synchronized (this) {
      delivering = false;
    }
    deliver();
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      end(new IllegalArgumentException("Requested " + count + " events"));
    } else {
      synchronized (this) {
        demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      }
    }
    deliver();
  }

  @Override
  public void cancel() {
    boolean open;
    synchronized (this) {
      open = state == State.OPEN;
      state = State.ENDED;
      queue.clear();
    }
    if (open) {
      onEnd.accept(this);
    }
  }

  private void deliver() {
    Flow.Subscriber<? super Event> reader;
    synchronized (this) {
      if (subscriber == null || delivering) {
        return; // whoever delivers sees what has changed
      }
      delivering = true;
      reader = subscriber;
    }
    boolean more = true;
    while (more) {
      more = deliverNext(reader);
    }
  }

  /** Delivers one signal; false when there is none. */
  private boolean deliverNext(Flow.Subscriber<? super Event> reader) {
    Event next = null;
    synchronized (this) {
      boolean deliverable =
          state == State.ENDING
              || (state == State.OPEN && started && demand > 0 && !queue.isEmpty());
      if (!deliverable) {
        delivering = false;
        return false;
      }
      if (state == State.ENDING) {
        state = State.ENDED;
      } else {
        demand--;
        next = queue.remove();
      }
    }
    try {
      signal(reader, next);
    } catch (RuntimeException e) { // a reader that breaks must not end the others' events
      cancel();
    }
    return true;
  }

  private void signal(Flow.Subscriber<? super Event> reader, @Nullable Event next) {
    if (next != null) {
      reader.onNext(next);
    } else if (failure != null) {
      reader.onError(failure);
    } else {
      reader.onComplete();
    }
  }
}
