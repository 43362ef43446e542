package io.musicreclass.web.api;

import io.musicreclass.web.DaemonHolder;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reloads settings and models in the running daemon. */
@Path("/api/reload")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings")
class ReloadApi {
  private final DaemonHolder holder;

  ReloadApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** A summary of what runs now, one fact per line. */
  public record Answer(List<String> summary) {}

  /** Returns once the new daemon runs, or with the problems found. */
  @POST
  @Operation(
      summary = "Reloads settings and models",
      description =
          "If they are invalid, status 422 lists all problems, and the old settings stay in effect. Address and port (quarkus.*) and reclass.home need a restart.")
  public Answer post() {
    return new Answer(holder.reload().summary());
  }
}
