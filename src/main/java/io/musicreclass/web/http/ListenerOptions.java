package io.musicreclass.web.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts our ports under {@link ConnectionLimits}. */
@ApplicationScoped
class ListenerOptions implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    // Browsers never ask for it, and it would hide the requests from the limits.
    options.setHttp2ClearTextEnabled(false);
    ConnectionLimits.guard(options.getPort());
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    ConnectionLimits.guard(options.getPort());
  }
}
