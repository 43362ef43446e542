package io.musicreclass.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Turns the access token into a cookie, so that the page's links and streams carry it. */
@Path(RequestInfo.SESSION)
@Tag(name = "Access", description = "Who may change something")
class SessionApi {
  private static final int YEAR_S = (int) Duration.ofDays(365).toSeconds();

  /** What is sent. */
  public record Login(@JsonProperty("token") @Nullable String token) {}

  private final DaemonHolder served;

  SessionApi(DaemonHolder served) {
    this.served = served;
  }

  /** Checks the token and sets the cookie. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Turns the access token into a cookie")
  @APIResponse(responseCode = "204", description = "The cookie is set")
  public Response open(@Nullable Login login) {
    String token = login == null || login.token() == null ? "" : login.token();
    if (!served.doorkeeper().knows(token)) {
      throw new ApiException(
          401, "Wrong access token", "run 'reclass token' on the machine that runs Reclass");
    }
    return Response.noContent().cookie(cookie(token, YEAR_S)).build();
  }

  /** Takes the cookie away. */
  @DELETE
  @Operation(summary = "Forgets the access token in this browser")
  @APIResponse(responseCode = "204", description = "The cookie is gone")
  public Response close() {
    return Response.noContent().cookie(cookie("", 0)).build();
  }

  private static NewCookie cookie(String token, int seconds) {
    return new NewCookie.Builder(SecurityFilter.COOKIE)
        .value(token)
        .path("/")
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }
}
