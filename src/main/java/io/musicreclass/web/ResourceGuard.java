package io.musicreclass.web;

import io.musicreclass.web.http.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Asks for the token once the resource of a request is known, so that no other spelling of its path
 * can lead past the {@link SecurityFilter}, which sees the path alone.
 */
class ResourceGuard {
  private final DaemonHolder served;

  ResourceGuard(DaemonHolder served) {
    this.served = served;
  }

  @ServerRequestFilter
  Optional<Response> guard(ResourceInfo resource, RoutingContext context) {
    Class<?> matched = resource.getResourceClass();
    RequestInfo visit = SecurityFilter.visit(context);
    boolean secret = matched.isAnnotationPresent(Secret.class);
    return served
        .doorkeeper()
        .refusalOf(visit, secret, matched != SessionApi.class)
        .map(
            problem ->
                Response.status(problem.status()).type(Problem.TYPE).entity(problem).build());
  }
}
