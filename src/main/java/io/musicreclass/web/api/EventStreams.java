package io.musicreclass.web.api;

import io.musicreclass.web.http.ApiException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open event streams, one for each page; safe for use by many threads. */
final class EventStreams {
  private final int limit;
  private final int queued;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  /**
   * @param limit streams that may be open
   * @param queued events that may wait in each
   */
  EventStreams(int limit, int queued) {
    this.limit = limit;
    this.queued = queued;
  }

  /**
   * Opens a stream, which collects what is sent from now on until it is started.
   *
   * @throws ApiException with status 429 when too many are open
   */
  synchronized EventStream open() {
    if (open.size() >= limit) {
      throw new ApiException(429, "Too many pages are open", "close some; the limit is " + limit);
    }
    EventStream stream = new EventStream(queued, open::remove);
    open.add(stream);
    return stream;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Sends an event to every stream; one that is too slow fails. */
  void send(Event event) {
    open.forEach(stream -> stream.send(event));
  }

  /** Ends every stream; others may be opened. */
  void endAll() {
    open.forEach(EventStream::end);
  }
}
