package io.musicreclass.web;

import io.musicreclass.web.http.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Checks the token again once the resource is known: an unusual spelling of a path cannot bypass
 * the {@link SecurityFilter}, which sees the path only.
 */
class ResourceGuard {
  private final DaemonHolder holder;

  ResourceGuard(DaemonHolder holder) {
    this.holder = holder;
  }

  @ServerRequestFilter
  Optional<Response> guard(ResourceInfo resource, RoutingContext context) {
    Class<?> matched = resource.getResourceClass();
    Secret ofMethod = resource.getResourceMethod().getAnnotation(Secret.class);
    Secret secret = ofMethod == null ? matched.getAnnotation(Secret.class) : ofMethod;
    AccessPolicy policy = holder.accessPolicy();
    RequestInfo request = SecurityFilter.request(context, policy.proxy());
    return policy
        .refusalOf(request, secret, matched != SessionApi.class)
        .map(
            problem ->
                Response.status(problem.status()).type(Problem.TYPE).entity(problem).build());
  }
}
