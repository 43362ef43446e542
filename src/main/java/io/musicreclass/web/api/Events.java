package io.musicreclass.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.daemon.LiveEvents.ProgressEvent;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells pages what happens. One thread of its own does it, from a queue with an end, so that no
 * page, however slow, holds up those who listen to songs: what does not fit is left out for all, a
 * page that does not take what it is told is cut off and comes again.
 */
@ApplicationScoped
class Events {
  /** What is told: the name of an event and its JSON. */
  record Event(String name, String data) {}

  private static final Logger LOG = Logger.getLogger(Events.class);
  private static final int MOST_PAGES = 32;
  private static final int WAITING = 1024;
  private static final int AHEAD = 256;
  private static final long LOOK_MS = 1000;
  private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(15);

  private final DaemonHolder served;
  private final ObjectMapper json;
  private final BlockingQueue<ProgressEvent> moments = new ArrayBlockingQueue<>(WAITING);
  private final Set<MultiEmitter<? super Event>> pages = ConcurrentHashMap.newKeySet();
  private final Map<String, String> said = new HashMap<>(); // of the teller only
  private volatile @Nullable Daemon followed;
  private volatile boolean ended;

  Events(DaemonHolder served, ObjectMapper json) {
    this.served = served;
    this.json = json;
    served.onReload(this::part);
    served.onStop(this::end);
  }

  /**
   * What happens from now on, after how it stands.
   *
   * @throws ApiException when too many pages are open
   */
  Multi<Event> stream() {
    if (ended) {
      throw new ServiceUnavailableException("Stopping");
    }
    Daemon daemon = served.started();
    if (pages.size() >= MOST_PAGES) {
      throw new ApiException(
          429, "Too many pages are open", "close some; the limit is " + MOST_PAGES);
    }
    listen(daemon);
    List<Event> standing = new ArrayList<>(standing(daemon));
    daemon.live().songs().forEach(moment -> standing.add(event(daemon, moment)));
    return Multi.createFrom()
        .emitter(
            page -> {
              standing.forEach(page::emit);
              page.onTermination(() -> pages.remove(page));
              pages.add(page);
              if (ended) {
                page.complete(); // it came while the others were sent away
              }
            },
            AHEAD);
  }

  private synchronized void listen(Daemon daemon) {
    if (followed != daemon) {
      followed = daemon;
      daemon.live().listen(this::note);
      Thread teller = new Thread(() -> tell(daemon), "events");
      teller.setDaemon(true);
      teller.start();
    }
  }

  private void note(ProgressEvent moment) {
    if (!pages.isEmpty() && !moments.offer(moment)) {
      LOG.debug("More happens than can be told");
    }
  }

  private void tell(Daemon daemon) {
    long beat = System.nanoTime();
    long looked = beat;
    while (followed == daemon) {
      try {
        ProgressEvent moment = moments.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (moment != null) {
          emit(event(daemon, moment));
        }
        long now = System.nanoTime();
        if (now - looked >= TimeUnit.MILLISECONDS.toNanos(LOOK_MS) && !pages.isEmpty()) {
          looked = now;
          standing(daemon).forEach(this::emitNews);
        }
        if (now - beat >= HEARTBEAT_NS) {
          beat = now;
          emit(new Event("beat", "{}"));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.errorf("Pages cannot be told what happens: %s", e.getMessage());
      }
    }
  }

  private void emit(Event event) {
    pages.forEach(page -> page.emit(event));
  }

  private void emitNews(Event event) {
    // When it was said is no news.
    String content = event.data().replaceAll(",\"at\":\"[^\"]*\"", "");
    if (!content.equals(said.put(event.name(), content))) {
      emit(event);
    }
  }

  private List<Event> standing(Daemon daemon) {
    var health = daemon.health();
    return List.of(
        new Event("stats", daemon.messages().stats(daemon.stats())),
        new Event("health", daemon.messages().health(health)),
        new Event("problems", written(health.problems())));
  }

  private Event event(Daemon daemon, ProgressEvent moment) {
    if (moment instanceof ProgressEvent.Decided decided) {
      return new Event("verdict", daemon.messages().verdict(decided.receipt()));
    }
    if (moment instanceof ProgressEvent.Opened opened) {
      return new Event("opened", written(Json.opened(opened)));
    }
    if (moment instanceof ProgressEvent.StageDone heard) {
      return new Event("heard", written(Json.heard(heard)));
    }
    if (moment instanceof ProgressEvent.Failed failed) {
      return new Event("failed", written(Json.failed(failed)));
    }
    if (moment instanceof ProgressEvent.Duplicate duplicate) {
      return new Event("duplicate", written(Json.duplicate(duplicate)));
    }
    if (moment instanceof ProgressEvent.Ended left) {
      return new Event("left", written(Json.left(left)));
    }
    return new Event(moment instanceof ProgressEvent.Queued ? "queued" : "revised", "{}");
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Records of texts and numbers are written", e);
    }
  }

  /** Sends all pages away; they come again, and hear of the daemon that is there then. */
  private synchronized void part() {
    followed = null;
    pages.forEach(MultiEmitter::complete);
  }

  /**
   * Ends every stream for good. To be called before the server stops, which else waits for the
   * streams, as requests that are being answered.
   */
  private void end() {
    ended = true;
    part();
  }
}
