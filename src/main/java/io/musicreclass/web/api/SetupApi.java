package io.musicreclass.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.setup.CheckResult;
import io.musicreclass.setup.SetupAnswers;
import io.musicreclass.setup.SetupOutcome;
import io.musicreclass.setup.SetupService;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.Secret;
import io.musicreclass.web.http.ApiException;
import io.musicreclass.web.http.PathSpelling;
import io.musicreclass.web.http.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The questions of {@code reclass setup}, for the page. */
@Path(PathSpelling.SETUP)
@Secret
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings")
class SetupApi {
  private final DaemonHolder holder;
  private final Semaphore permit = new Semaphore(1);

  SetupApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The current setup.
   *
   * @param broker empty: the built-in broker
   * @param password whether one is set; its value is never returned
   * @param network whether other machines can open the page
   */
  public record SetupState(
      String broker,
      String username,
      boolean password,
      String inbox,
      List<String> library,
      boolean network,
      int port) {}

  /**
   * The body of a setup request; omitted fields stay unchanged.
   *
   * @param password absent: the current one stays, for the same broker and user
   */
  public record SetupRequest(
      @Nullable String broker,
      @Nullable String username,
      @Nullable String password,
      @Nullable String inbox,
      @Nullable List<String> library,
      @Nullable Boolean network,
      @Nullable Integer port) {
    SetupAnswers over(SetupAnswers before) {
      return new SetupAnswers(
          or(broker, before.broker()),
          or(username, before.username()),
          password,
          or(inbox, before.inbox()),
          or(library, before.library()).stream().map(String::valueOf).toList(),
          or(network, before.network()),
          or(port, before.port()));
    }

    private static <T> T or(@Nullable T request, T before) {
      return request == null ? before : request;
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "SetupRequest for " + inbox;
    }
  }

  /**
   * The outcome.
   *
   * @param findings the checks and their results
   * @param restart whether a restart is needed; otherwise POST /api/reload is enough
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Answer(List<CheckResult> findings, boolean restart) {}

  /** The current setup. */
  @GET
  @Operation(
      summary =
          "The current broker, login, inbox, library, page access and port; without the password")
  public SetupState get() throws IOException {
    SetupService setupService = holder.setupService();
    SetupAnswers answers = current(setupService);
    return new SetupState(
        answers.broker(),
        answers.username(),
        setupService.hasPassword(),
        answers.inbox(),
        answers.library(),
        answers.network(),
        answers.port());
  }

  /** Checks the answers and saves them. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Checks broker, login, inbox, library and port, then saves the settings",
      description =
          "Status 422 with a sentence for each invalid field, and nothing is saved. The inbox is created if missing. Takes effect with POST /api/reload or, if restart is true, with the next start.")
  public Answer post(@Nullable SetupRequest request) throws IOException {
    SetupService setupService = holder.setupService();
    if (!permit.tryAcquire()) {
      throw new ApiException(409, "Another setup is in progress", "try again in a moment");
    }
    try {
      SetupAnswers before = current(setupService);
      SetupOutcome outcome = setupService.save(request == null ? before : request.over(before));
      if (!outcome.written()) {
        throw new ApiException(
            new Problem(422, "Some answers are not valid", "correct them", errors(outcome)));
      }
      return new Answer(outcome.findings(), outcome.restart());
    } finally {
      permit.release();
    }
  }

  private static SetupAnswers current(SetupService setupService) throws IOException {
    try {
      return setupService.current();
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          422, String.valueOf(e.getMessage()), "correct " + setupService.file() + " first");
    }
  }

  private static List<Problem.Field> errors(SetupOutcome outcome) {
    return outcome.findings().stream()
        .filter(finding -> !finding.ok())
        .map(finding -> new Problem.Field(finding.field(), finding.text()))
        .toList();
  }
}
