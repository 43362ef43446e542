package io.musicreclass.web.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happens, as server-sent events. */
@Path("/api/events")
@Tag(name = "Live", description = "What happens right now")
class EventsApi {
  private final Events events;
  private final Sse sse;

  EventsApi(Events events, Sse sse) {
    this.events = events;
    this.sse = sse;
  }

  /** How it stands, then what happens. */
  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Server-sent events: first how it stands, then what happens",
      description =
          "Events: stats, health, problems (when they change); queued (files: read the"
              + " history again); opened, heard, verdict, failed, duplicate, left (songs); revised (verdicts were corrected or given anew: read"
              + " them again); beat (every 15 s). A page that is too slow is cut off: connect"
              + " again.")
  public Multi<OutboundSseEvent> get() {
    return events.stream()
        .map(event -> sse.newEventBuilder().name(event.name()).data(event.data()).build());
  }
}
