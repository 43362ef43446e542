package io.musicreclass.web;

import io.musicreclass.ledger.LedgerException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of the API a {@link Problem}. */
class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  Response refused(Refusal e) {
    return answer(e.problem());
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    String title = e.getMessage() == null ? "" : e.getMessage();
    return answer(new Problem(status, title, status == 503 ? "try again in a moment" : ""));
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
