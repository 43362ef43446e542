package io.musicreclass.web;

import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Has Quarkus prepare {@code /q/openapi} at the first request for it: it would do so at every
 * start, which takes as long as opening the database, the broker and the models.
 */
@ApplicationScoped
public class OpenApiOnDemand {
  private static final String PATH = "/q/openapi";

  /** After {@link SecurityFilter}, before Quarkus' own handlers. */
  private static final int SECOND = 900;

  private volatile boolean prepared;

  /** Where Quarkus finds no description, and then prepares none. */
  private static final class Nothing extends ClassLoader {
    Nothing() {
      super(null);
    }
  }

  /** Keeps the next start from preparing it. Call before Quarkus runs. */
  static void postpone() {
    OpenApiConstants.classLoader = new Nothing();
  }

  void install(@Observes Filters filters) {
    filters.register(this::pass, SECOND);
  }

  private void pass(RoutingContext context) {
    if (prepared || !context.normalizedPath().startsWith(PATH)) {
      context.next();
      return;
    }
    Callable<Boolean> preparation = this::prepare;
    context
        .vertx()
        .executeBlocking(preparation)
        .onSuccess(done -> context.next())
        .onFailure(context::fail);
  }

  private synchronized boolean prepare() {
    if (!prepared) {
      Map<RunStage, List<String>> filters = new EnumMap<>(RunStage.class);
      for (RunStage stage : RunStage.values()) {
        filters.put(stage, List.of());
      }
      filters.put(RunStage.RUNTIME_STARTUP, List.of(OpenApiDescription.class.getName()));
      OpenApiConstants.classLoader = null; // the thread's
      new OpenApiRecorder(null, null)
          .prepareDocument(null, filters, OpenApiConstants.DEFAULT_DOCUMENT_NAME);
      prepared = true;
    }
    return prepared;
  }
}
