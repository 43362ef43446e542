package io.musicreclass.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.musicreclass.ledger.LedgerException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of the API a {@link Problem}. */
class ProblemMapper {
  private static final String UNREAD = "A parameter is not of its type";
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  Response refused(Refusal e) {
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
    String why = String.valueOf(e.getOriginalMessage()).replaceAll("\\(.*", "").strip();
    return answer(Problem.of(400, "The JSON is not as it should be: " + why));
  }

  @ServerExceptionMapper
  Response disk(IOException e) {
    LOG.errorf("A request failed: %s", e);
    return answer(new Problem(500, String.valueOf(e.getMessage()), "see disk and permissions"));
  }

  @ServerExceptionMapper
  Response ledger(LedgerException e) {
    return answer(new Problem(503, String.valueOf(e.getMessage()), "see the log"));
  }

  /** A bug: told without its inside, which is in the log. */
  @ServerExceptionMapper
  Response bug(RuntimeException e) {
    LOG.error("A request failed", e);
    return answer(new Problem(500, "An error in the program", "report it with the log as a bug"));
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status()).type(Problem.TYPE).entity(problem).build();
  }
}
