package io.musicreclass.web.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link ConnectionLimits} to our ports. */
@ApplicationScoped
class ListenerOptions implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    // Browsers never use it, and it would bypass the limits.
    options.setHttp2ClearTextEnabled(false);
    ConnectionLimits.guard(options.getPort());
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    ConnectionLimits.guard(options.getPort());
  }
}
