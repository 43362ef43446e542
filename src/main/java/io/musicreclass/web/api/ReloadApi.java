package io.musicreclass.web.api;

import io.musicreclass.web.DaemonHolder;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** New settings and models, in a running daemon. */
@Path("/api/reload")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings")
class ReloadApi {
  private final DaemonHolder holder;

  ReloadApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** What runs now, in a few lines. */
  public record Answer(List<String> summary) {}

  /** Answers when the new daemon has taken over, or with what is wrong. */
  @POST
  @Operation(
      summary = "Reads settings and models anew and goes on by them",
      description =
          "Status 422 with every problem, and the old settings hold, when they cannot be followed."
              + " Address and port (quarkus.*) and reclass.home need a restart.")
  public Answer post() {
    return new Answer(holder.reload().summary());
  }
}
