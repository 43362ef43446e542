package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.web.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
  private static final int LIMIT = 3;
  private static final int QUEUED = 2;

  private final EventStreams streams = new EventStreams(LIMIT, QUEUED);

  @Test
  void aStreamBeginsWithTheStateAndContinuesWithChanges() {
    EventStream stream = streams.open();
    Page page = new Page(Long.MAX_VALUE);
    stream.subscribe(page);
    streams.send(event("while the state is read"));
    assertThat(page.names).isEmpty();

    stream.start(List.of(event("stats"), event("health")));
    streams.send(event("queued"));

    assertThat(page.names).containsExactly("stats", "health", "while the state is read", "queued");
  }

  @Test
  void aPageGetsNoMoreThanItRequested() {
    Page page = open(1);
    streams.send(event("first"));
    streams.send(event("second"));
    assertThat(page.names).containsExactly("first");

    page.subscription().request(1);

    assertThat(page.names).containsExactly("first", "second");
  }

  @Test
  void aSlowPageIsDroppedAndTheOthersAreNot() {
    Page slow = open(0);
    Page fast = open(Long.MAX_VALUE);
    for (int i = 0; i < QUEUED; i++) {
      streams.send(event("" + i));
    }
    assertThat(slow.failure).isNull();

    streams.send(event("one too many"));

    assertThat(slow.failure).isInstanceOf(EventStream.SlowReaderException.class);
    assertThat(slow.names).isEmpty();
    assertThat(fast.failure).isNull();
    assertThat(fast.names).hasSize(QUEUED + 1);
  }

  @Test
  void aStateOfAnyLengthIsDelivered() {
    EventStream stream = streams.open();
    Page page = new Page(0);
    stream.subscribe(page);
    stream.start(List.of(event("a"), event("b"), event("c"), event("d")));
    page.subscription().request(4);
    assertThat(page.names).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aReloadEndsEveryStreamAndNewOnesFollow() {
    Page page = open(Long.MAX_VALUE);
    Page slow = open(0);
    streams.send(event("waiting"));

    streams.endAll();

    assertThat(page.completed).isEqualTo(1);
    assertThat(slow.completed).isEqualTo(1);
    assertThat(slow.names).isEmpty();
    assertThat(streams.isEmpty()).isTrue();
    Page again = open(Long.MAX_VALUE);
    streams.send(event("after the reload"));
    assertThat(again.names).containsExactly("after the reload");
    assertThat(page.names).containsExactly("waiting");
  }

  @Test
  void aStreamThatEndsBeforeItStartsCompletes() {
    EventStream stream = streams.open();
    streams.endAll();
    stream.start(List.of(event("stats")));
    Page page = new Page(Long.MAX_VALUE);
    stream.subscribe(page);
    assertThat(page.completed).isEqualTo(1);
    assertThat(page.names).isEmpty();
  }

  @Test
  void tooManyPagesAreRefusedUntilOneCloses() {
    Page first = open(1);
    for (int i = 1; i < LIMIT; i++) {
      open(1);
    }
    assertThatThrownBy(streams::open)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.problem().status()).isEqualTo(429));

    first.subscription().cancel();

    assertThat(open(1).failure).isNull();
  }

  @Test
  void aClosedPageGetsNothingMore() {
    Page page = open(Long.MAX_VALUE);
    page.subscription().cancel();
    streams.send(event("late"));
    streams.endAll();
    assertThat(page.names).isEmpty();
    assertThat(page.completed).isZero();
  }

  @Test
  void aBrokenPageDoesNotKeepEventsFromTheOthers() {
    Page broken =
        new Page(Long.MAX_VALUE) {
          @Override
          public void onNext(Event event) {
            throw new IllegalStateException("broken");
          }
        };
    EventStream stream = streams.open();
    stream.subscribe(broken);
    stream.start(List.of());
    Page other = open(Long.MAX_VALUE);

    streams.send(event("a"));
    streams.send(event("b"));

    assertThat(other.names).containsExactly("a", "b");
  }

  /** Sender and connection thread interleave in all ways; neither may ever spin or block. */
  @Test
  void pagesMayCloseWhileEventsAreSent() throws Exception {
    int rounds = 20_000;
    EventStreams many = new EventStreams(LIMIT, 16);
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger overlapping = new AtomicInteger();
    Page[] page = new Page[1];
    ExecutorService threads = Executors.newFixedThreadPool(2, EventStreamsTest::daemonThread);
    try {
      Future<?> connection =
          threads.submit(
              () -> {
                for (int round = 0; round < rounds; round++) {
                  page[0] = new CountingPage(overlapping);
                  EventStream stream = many.open();
                  stream.subscribe(page[0]);
                  stream.start(List.of());
                  together.await();
                  page[0].subscription().request(round % 8 + 1);
                  page[0].subscription().cancel();
                  together.await();
                }
                return null;
              });
      Future<?> sender =
          threads.submit(
              () -> {
                for (int round = 0; round < rounds; round++) {
                  together.await();
                  for (int i = 0; i < 16; i++) {
                    many.send(event("" + i));
                  }
                  together.await();
                }
                return null;
              });
      connection.get(60, TimeUnit.SECONDS);
      sender.get(60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
    assertThat(many.isEmpty()).isTrue();
    assertThat(overlapping).as("signals to one page at the same time").hasValue(0);
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private Page open(long demand) {
    EventStream stream = streams.open();
    Page page = new Page(demand);
    stream.subscribe(page);
    stream.start(List.of());
    return page;
  }

  private static Event event(String name) {
    return new Event(name, "{}");
  }

  /** A connection that requests a number of events at first. */
  private static class Page implements Flow.Subscriber<Event> {
    final List<String> names = new ArrayList<>();
    @Nullable Throwable failure;
    int completed;

    private final long demand;
    private Flow.@Nullable Subscription subscription;

    Page(long demand) {
      this.demand = demand;
    }

    Flow.Subscription subscription() {
      if (subscription == null) {
        throw new IllegalStateException("Not subscribed");
      }
      return subscription;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription = begun;
      if (demand > 0) {
        begun.request(demand);
      }
    }

    @Override
    public void onNext(Event event) {
      names.add(event.name());
    }

    @Override
    public void onError(Throwable e) {
      failure = e;
    }

    @Override
    public void onComplete() {
      completed++;
    }
  }

  /** Counts events that reach it while it still takes another one. */
  private static final class CountingPage extends Page {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger overlapping;

    CountingPage(AtomicInteger overlapping) {
      super(8);
      this.overlapping = overlapping;
    }

    @Override
    public void onNext(Event event) {
      if (inside.incrementAndGet() > 1) {
        overlapping.incrementAndGet();
      }
      inside.decrementAndGet();
    }
  }
}
