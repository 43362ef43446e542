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

/** Progress and state as server-sent events. */
@Path("/api/events")
@Tag(name = "Live", description = "Live progress")
class EventsApi {
  private final Events events;
  private final Sse sse;

  EventsApi(Events events, Sse sse) {
    this.events = events;
    this.sse = sse;
  }

  /** The current state, then changes. */
  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Server-sent events: first the current state, then changes",
      description =
          "Events: stats, health, problems (when they change); queued (new files: reload the history); opened, heard, verdict, failed, duplicate, left (songs); revised (verdicts were corrected or voted again: reload them); beat (every 15 s). A client that is too slow is disconnected and has to connect again.")
  public Multi<OutboundSseEvent> get() {
    return events.stream()
        .map(event -> sse.newEventBuilder().name(event.name()).data(event.data()).build());
  }
}
