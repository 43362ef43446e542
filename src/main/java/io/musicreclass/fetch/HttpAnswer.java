package io.musicreclass.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server answered, as far as a download needs it. */
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

  /** Whether it is a page for people, whatever its status says. */
  boolean isPage() {
    return header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
  }

  /** Bytes of the body. */
  OptionalLong length() {
    return response.headers().firstValueAsLong("Content-Length");
  }

  /** Where the part begins that it sends. */
  OptionalLong start() {
    return range(RANGE, 1);
  }

  /** Bytes of the whole file a part was sent of. */
  OptionalLong whole() {
    return range(RANGE, 2);
  }

  /** Bytes of the whole file where none are left to send. */
  OptionalLong unmet() {
    return range(UNMET, 1);
  }

  private OptionalLong range(Pattern form, int group) {
    Matcher matcher = form.matcher(header("Content-Range").orElse(""));
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(group)))
        : OptionalLong.empty();
  }

  /** The mark of this version of the file, one that is the same for the same bytes only. */
  Optional<String> version() {
    return header("ETag").filter(tag -> !tag.startsWith("W/")).or(() -> header("Last-Modified"));
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
