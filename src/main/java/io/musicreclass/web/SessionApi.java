package io.musicreclass.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.musicreclass.web.http.ApiException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Stores the access token in a cookie, which the page's links and event streams send. */
@Path(RequestInfo.SESSION)
@Tag(name = "Access", description = "The access token")
class SessionApi {
  private static final int YEAR_S = (int) Duration.ofDays(365).toSeconds();

  /** The body of a login request. */
  public record Login(@JsonProperty("token") @Nullable String token) {}

  private final DaemonHolder holder;

  SessionApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** Checks the token and sets the cookie. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Stores the access token in a cookie")
  @APIResponse(responseCode = "204", description = "The cookie is set")
  public Response open(@Nullable Login login, @Context RoutingContext context) {
    String token = login == null || login.token() == null ? "" : login.token();
    if (!holder.accessPolicy().isToken(token)) {
      throw new ApiException(
          401, "Wrong access token", "run 'reclass token' on the machine that runs Reclass");
    }
    return Response.noContent().cookie(cookie(context, token, YEAR_S)).build();
  }

  /** Removes the cookie. */
  @DELETE
  @Operation(summary = "Removes the access token from this browser")
  @APIResponse(responseCode = "204", description = "The cookie is removed")
  public Response close(@Context RoutingContext context) {
    return Response.noContent().cookie(cookie(context, "", 0)).build();
  }

  /** Sent back only below the prefix of a proxy, which may show other programs beside it. */
  private static NewCookie cookie(RoutingContext context, String token, int seconds) {
    return new NewCookie.Builder(SecurityFilter.COOKIE)
        .value(token)
        .path(ProxyPrefix.of(context) + "/")
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }
}
