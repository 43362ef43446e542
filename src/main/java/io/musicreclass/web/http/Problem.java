package io.musicreclass.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An error as RFC 9457 writes it ({@code application/problem+json}).
 *
 * @param status HTTP status
 * @param title what is wrong
 * @param mend what to do about it; empty if nothing
 * @param errors what is wrong with single fields of the request
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(int status, String title, String mend, List<Field> errors) {
  public static final String TYPE = "application/problem+json";

  private static final String REMEDY = "GET /q/openapi describes every request";

  /**
   * What is wrong with a field.
   *
   * @param field name of the field; empty if none in particular
   * @param text what is wrong and what to do about it
   */
  public record Field(String field, String text) {}

  public Problem(int status, String title, String mend) {
    this(status, title, mend, List.of());
  }

  /** An error that HTTP defines. */
  public static Problem of(int status, String title) {
    return new Problem(status, title, status == 503 ? "try again in a moment" : REMEDY);
  }
}
