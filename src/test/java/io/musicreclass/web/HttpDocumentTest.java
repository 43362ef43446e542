package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/http.md lists the routes of the API. */
class HttpDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (GET|PUT|POST|DELETE|PATCH) \\| `(\\S+)` \\| (.+) \\|$");
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void theTableHasEveryRouteWithItsParametersAndNoneMore() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs/http.md")))
        .results()
        .forEach(row -> documented.put(row.group(1) + " " + row.group(2), row.group(3)));
    Map<String, Method> routes = routes();
    assertThat(documented.keySet()).containsExactlyElementsOf(routes.keySet());
    routes.forEach(
        (route, method) -> {
          for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
              assertThat(documented.get(route)).as(route).contains("`" + query.value() + "`");
            }
          }
        });
  }

  private static Map<String, Method> routes() throws IOException, ClassNotFoundException {
    Map<String, Method> routes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(CLASSES.resolve("io/musicreclass/web"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = CLASSES.relativize(file).toString().replaceAll("\\.class$", "");
        Class<?> type =
            Class.forName(
                name.replace('/', '.'), false, Thread.currentThread().getContextClassLoader());
        jakarta.ws.rs.Path folder = type.getAnnotation(jakarta.ws.rs.Path.class);
        if (folder != null) {
          for (Method method : type.getDeclaredMethods()) {
            verb(method).ifPresent(verb -> routes.put(verb + " " + path(folder, method), method));
          }
        }
      }
    }
    return routes;
  }

  private static java.util.Optional<String> verb(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static String path(jakarta.ws.rs.Path folder, Method method) {
    jakarta.ws.rs.Path own = method.getAnnotation(jakarta.ws.rs.Path.class);
    String path = folder.value() + (own == null ? "" : "/" + own.value());
    return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"); // without patterns of parameters
  }
}
