package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/http.md lists the routes of the API. */
class HttpDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (GET|PUT|POST|DELETE|PATCH) \\| `(\\S+)` \\| (.+) \\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");
  private static final Path CLASSES = Path.of("target/classes");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names in the rows that are values, or fields of a field. */
  private static final Set<String> VALUES = Set.of("wav");

  @Test
  void theTableHasEveryRouteWithItsParametersAndFieldsAndNoneMore() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs/http.md")))
        .results()
        .forEach(row -> documented.put(row.group(1) + " " + row.group(2), row.group(3)));
    Map<String, Method> routes = routes();
    assertThat(documented.keySet()).containsExactlyElementsOf(routes.keySet());
    routes.forEach(
        (route, method) -> {
          String row = documented.get(route);
          Set<String> names =
              NAME.matcher(row)
                  .results()
                  .map((MatchResult name) -> name.group(1))
                  .filter(name -> !VALUES.contains(name))
                  .collect(Collectors.toCollection(TreeSet::new));
          if (row.contains("with the parameters of `/api/tracks`")) {
            assertThat(names).as(route).isEmpty();
          } else if (row.contains("answers like `/api/")) {
            assertThat(names).as(route).isEqualTo(parameters(method));
          } else {
            Set<String> all = parameters(method);
            all.addAll(fields(method.getGenericReturnType()));
            assertThat(names).as(route).isEqualTo(all);
          }
        });
  }

  /** Query parameters, and the fields of the body. */
  private static Set<String> parameters(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      query(parameter).ifPresent(names::add);
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          query(field).ifPresent(names::add);
        }
      } else if (parameter.getDeclaredAnnotations().length == 0) {
        names.addAll(fields(parameter.getParameterizedType()));
      }
    }
    return names;
  }

  private static Optional<String> query(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
  }

  /** The JSON fields of a record or of the elements of a list; none for anything else. */
  private static Set<String> fields(Type type) {
    if (type instanceof ParameterizedType list
        && list.getRawType() == java.util.List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> element) {
      return fields(element);
    }
    return type instanceof Class<?> one && one.isRecord()
        ? JSON
            .getSerializationConfig()
            .introspect(JSON.constructType(one))
            .findProperties()
            .stream()
            .map(BeanPropertyDefinition::getName)
            .collect(Collectors.toSet())
        : Set.of();
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

  private static Optional<String> verb(Method method) {
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
