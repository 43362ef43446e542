package io.musicreclass.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.daemon.LiveEvents.ProgressEvent;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends progress and state to every open page. A thread of its own does it, from a bounded queue,
 * so that a slow page never delays classification: what does not fit is dropped for all pages, and
 * a page that falls too far behind is disconnected and connects again.
 */
@ApplicationScoped
class Events {
  private static final Logger LOG = Logger.getLogger(Events.class);
  private static final int MAX_PAGES = 32;
  private static final int MAX_QUEUED = 256;
  private static final int MAX_PENDING = 1024;
  private static final long STATE_INTERVAL_MS = 1000;
  private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(15);

  private final DaemonHolder holder;
  private final ObjectMapper json;
  private final EventStreams streams = new EventStreams(MAX_PAGES, MAX_QUEUED);
  private volatile @Nullable Sender sender;
  private volatile boolean ended;

  Events(DaemonHolder holder, ObjectMapper json) {
    this.holder = holder;
    this.json = json;
    holder.onReload(this::disconnect);
    holder.onStop(this::end);
  }

  /**
   * The current state, then what happens from now on.
   *
   * @throws ApiException when too many pages are open
   * @throws ServiceUnavailableException while the daemon starts, reloads or stops
   */
  Multi<Event> stream() {
    Sender source;
    EventStream stream;
    synchronized (this) { // a reload ends the stream, or finds no daemon here
      if (ended) {
        throw new ServiceUnavailableException("Stopping");
      }
      source = follow(holder.started());
      stream = streams.open();
    }
    try {
      stream.start(source.current());
    } catch (RuntimeException e) {
      stream.cancel();
      throw e;
    }
    return Multi.createFrom().publisher(stream);
  }

  private Sender follow(Daemon daemon) {
    Sender current = sender;
    if (current == null || current.daemon != daemon) {
      current = new Sender(daemon);
      sender = current;
      daemon.live().listen(current::offer);
      Thread thread = new Thread(current::run, "events");
      thread.setDaemon(true);
      thread.start();
    }
    return current;
  }

  /** Ends all streams; pages connect again, and follow the daemon that is there then. */
  private synchronized void disconnect() {
    sender = null;
    streams.endAll();
  }

  /**
   * Ends all streams for good. Called before the server stops, which otherwise waits for them as
   * for requests in progress.
   */
  private synchronized void end() {
    ended = true;
    disconnect();
  }

  /** Sends the events of one daemon until another one takes its place. */
  private final class Sender {
    private final Daemon daemon;
    private final BlockingQueue<ProgressEvent> pending = new ArrayBlockingQueue<>(MAX_PENDING);
    private final Map<String, String> lastSent = new HashMap<>(); // of the sending thread only

    private Sender(Daemon daemon) {
      this.daemon = daemon;
    }

    private void offer(ProgressEvent progress) {
      if (sender == this && !streams.isEmpty() && !pending.offer(progress)) {
        LOG.debugf("Dropped an event for all pages: pending=%d", pending.size());
      }
    }

    private void run() {
      long beat = System.nanoTime();
      long checked = beat;
      while (sender == this) {
        try {
          ProgressEvent progress = pending.poll(STATE_INTERVAL_MS, TimeUnit.MILLISECONDS);
          if (progress != null) {
            streams.send(event(progress));
          }
          long now = System.nanoTime();
          if (now - checked >= TimeUnit.MILLISECONDS.toNanos(STATE_INTERVAL_MS)
              && !streams.isEmpty()) {
            checked = now;
            state().forEach(this::sendChanged);
          }
          if (now - beat >= HEARTBEAT_NS) {
            beat = now;
            streams.send(new Event("beat", "{}"));
          }
        } catch (InterruptedException e) {
          return;
        } catch (RuntimeException e) {
          LOG.errorf("Cannot send events to pages: reason=%s", e.getMessage());
        }
      }
    }

    private void sendChanged(Event event) {
      // Only the time has changed: not worth an event.
      String content = event.data().replaceAll(",\"at\":\"[^\"]*\"", "");
      if (!content.equals(lastSent.put(event.name(), content))) {
        streams.send(event);
      }
    }

    /** The daemon's state, then what has happened to the songs in progress. */
    private List<Event> current() {
      return Stream.concat(state().stream(), daemon.live().songs().stream().map(this::event))
          .toList();
    }

    private List<Event> state() {
      var health = daemon.health();
      return List.of(
          new Event("stats", daemon.messages().stats(daemon.stats())),
          new Event("health", daemon.messages().health(health)),
          new Event("problems", toJson(health.problems())));
    }

    private Event event(ProgressEvent progress) {
      if (progress instanceof ProgressEvent.Decided decided) {
        return new Event("verdict", daemon.messages().verdict(decided.voteDetails()));
      }
      if (progress instanceof ProgressEvent.Opened opened) {
        return new Event("opened", toJson(Json.opened(opened)));
      }
      if (progress instanceof ProgressEvent.StageDone stageDone) {
        return new Event("heard", toJson(Json.stageDone(stageDone)));
      }
      if (progress instanceof ProgressEvent.Failed failed) {
        return new Event("failed", toJson(Json.failed(failed)));
      }
      if (progress instanceof ProgressEvent.Duplicate duplicate) {
        return new Event("duplicate", toJson(Json.duplicate(duplicate)));
      }
      if (progress instanceof ProgressEvent.Ended ended) {
        return new Event("left", toJson(Json.ended(ended)));
      }
      return new Event(progress instanceof ProgressEvent.Queued ? "queued" : "revised", "{}");
    }
  }

  private String toJson(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Strings and numbers can always be written as JSON", e);
    }
  }
}
