package io.musicreclass.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.musicreclass.ledger.db.LedgerException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of the API a {@link Problem}. */
class ProblemMapper {
  private static final int RETRY_AFTER_S = 2;
  private static final String UNREAD = "A parameter has the wrong type";
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  public Response refused(ApiException e) {
    return answer(e.problem());
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return json(json);
    }
    boolean unread = e instanceof NotFoundException && e.getCause() != null;
    int status = unread ? 400 : e.getResponse().getStatus();
    return answer(Problem.of(status, unread ? UNREAD : String.valueOf(e.getMessage())));
  }

  /** More exactly than the framework, which has an answer without a body for these. */
  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e) {
    return json(e);
  }

  private static Response json(JsonProcessingException e) {
    return answer(Problem.of(400, why(e)));
  }

  /** In words of what was sent, not of the program. */
  private static String why(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "Unknown field '" + unknown.getPropertyName() + "'";
    }
    if (e instanceof MismatchedInputException mismatched) {
      String field =
          mismatched.getPath().stream()
              .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
              .collect(Collectors.joining("."));
      return field.isEmpty() ? "Expected a JSON object" : "'" + field + "' has the wrong type";
    }
    return "Invalid JSON: " + e.getOriginalMessage();
  }

  @ServerExceptionMapper
  Response disk(IOException e) {
    LOG.warnf("A request failed: %s", e); // also one that its sender broke off
    return answer(
        new Problem(500, String.valueOf(e.getMessage()), "check the disk and file permissions"));
  }

  @ServerExceptionMapper
  Response ledger(LedgerException e) {
    return answer(new Problem(503, String.valueOf(e.getMessage()), "see the log"));
  }

  /** A bug: told without its inside, which is in the log. */
  @ServerExceptionMapper
  Response bug(RuntimeException e) {
    LOG.error("A request failed", e);
    return answer(new Problem(500, "Internal error", "report it as a bug, with the log"));
  }

  private static Response answer(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(Problem.TYPE).entity(problem);
    if (problem.status() == 429 || problem.status() == 503) {
      answer.header("Retry-After", RETRY_AFTER_S);
    }
    return answer.build();
  }
}
