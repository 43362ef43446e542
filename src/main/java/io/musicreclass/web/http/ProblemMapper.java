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

/** Maps every error of the API to a {@link Problem}. */
class ProblemMapper {
  private static final int RETRY_AFTER_S = 2;
  private static final String WRONG_TYPE = "A parameter has the wrong type";
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
    boolean wrongType = e instanceof NotFoundException && e.getCause() != null;
    int status = wrongType ? 400 : e.getResponse().getStatus();
    return answer(Problem.of(status, wrongType ? WRONG_TYPE : String.valueOf(e.getMessage())));
  }

  /** Replaces the framework's mapper, whose response has no body. */
  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e) {
    return json(e);
  }

  private static Response json(JsonProcessingException e) {
    return answer(Problem.of(400, why(e)));
  }

  /** Describes the error in terms of the request, not of the program. */
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
    LOG.warnf("Failed a request: reason=%s", e); // including requests aborted by the client
    return answer(
        new Problem(500, String.valueOf(e.getMessage()), "check the disk and file permissions"));
  }

  @ServerExceptionMapper
  Response ledger(LedgerException e) {
    return answer(new Problem(503, String.valueOf(e.getMessage()), "see the log"));
  }

  /** A bug: details go to the log only. */
  @ServerExceptionMapper
  Response bug(RuntimeException e) {
    LOG.error("Failed a request because of a bug", e);
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
