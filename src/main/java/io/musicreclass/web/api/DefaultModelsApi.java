package io.musicreclass.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.defaults.DefaultModelsStatus;
import io.musicreclass.web.DaemonHolder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether the default models are still to come, and what that means for verdicts. */
@Path("/api/default-models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Songs")
class DefaultModelsApi {
  private final DaemonHolder holder;

  DefaultModelsApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The state.
   *
   * @param state where they are: {@code starting}, {@code unused} (beside models of the user's
   *     own), {@code off}, {@code offered}, {@code downloading}, {@code failed}, {@code revoting}
   *     or {@code installed}
   * @param provisional whether verdicts may soon be replaced, and nothing is tagged or sorted
   * @param notice what to know and do; null if nothing
   * @param older songs classified before the default models came; a re-vote classifies them again
   * @param olderMinutes how long that would take
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record State(
      String state, boolean provisional, @Nullable String notice, int older, long olderMinutes) {}

  /** The state. */
  @GET
  @Operation(
      summary =
          "Whether the default models are still to come, and the songs classified before they came")
  public State get() {
    DefaultModelsStatus status = holder.started().defaultModels();
    return new State(
        status.state().toString(),
        status.provisional(),
        status.notice().orElse(null),
        status.older(),
        status.olderMinutes());
  }
}
