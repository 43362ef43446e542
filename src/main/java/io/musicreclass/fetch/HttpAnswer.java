package io.musicreclass.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's response, as far as a download needs it. */
final class HttpAnswer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");
  private static final Pattern UNMET = Pattern.compile("bytes \\*/(\\d{1,18})");

  private final HttpResponse<InputStream> response;

  HttpAnswer(HttpResponse<InputStream> response) {
    this.response = response;
  }

  int status() {
    return response.statusCode();
  }

  InputStream body() {
    return response.body();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** Whether it is an HTML page, whatever its status. */
  boolean isPage() {
    return header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
  }

  /** Length of the body in bytes. */
  OptionalLong length() {
    return response.headers().firstValueAsLong("Content-Length");
  }

  /** First byte of the part that it sends. */
  OptionalLong start() {
    return range(RANGE, 1);
  }

  /** Length of the whole file, of which a part was sent. */
  OptionalLong whole() {
    return range(RANGE, 2);
  }

  /** Length of the whole file, if the requested range is beyond its end. */
  OptionalLong unmet() {
    return range(UNMET, 1);
  }

  private OptionalLong range(Pattern form, int group) {
    Matcher matcher = form.matcher(header("Content-Range").orElse(""));
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(group)))
        : OptionalLong.empty();
  }

  /** The strong validator of this version of the file. */
  Optional<String> version() {
    return header("ETag").filter(tag -> !tag.startsWith("W/")).or(() -> header("Last-Modified"));
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
