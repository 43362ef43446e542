package io.musicreclass.notify;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Outbox;
import io.musicreclass.problems.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends the messages in the outbox. Each sink has its own thread, limit and retry delay, so sinks
 * do not wait for each other.
 */
public final class OutboxRelays implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutboxRelays.class);

  private final Outbox outbox;
  private final Set<String> names;
  private final List<OutboxRelay> relays;

  public OutboxRelays(Ledger ledger, List<Sink> sinks, Problems problems, Clock clock) {
    outbox = ledger.outbox();
    names = sinks.stream().map(Sink::name).collect(Collectors.toUnmodifiableSet());
    relays = sinks.stream().map(sink -> new OutboxRelay(outbox, sink, problems, clock)).toList();
  }

  /** Drops messages of sinks that are no longer configured, then starts sending. */
  public void start() {
    for (String sink : outbox.sinks()) {
      if (!names.contains(sink)) {
        LOG.warnf(
            "Dropped messages of a sink that is no longer configured: sink=%s messages=%d",
            sink, outbox.drop(sink));
      }
    }
    relays.forEach(OutboxRelay::start);
  }

  /** Signals that there are new messages or that a sink is available again. */
  public void wake() {
    relays.forEach(OutboxRelay::wake);
  }

  /** Removes the messages acknowledged so far from the outbox, and stops. */
  @Override
  public void close() {
    relays.forEach(OutboxRelay::stop);
    relays.forEach(OutboxRelay::close);
  }
}
