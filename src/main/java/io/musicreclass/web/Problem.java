package io.musicreclass.web;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An error as RFC 9457 writes it ({@code application/problem+json}).
 *
 * @param status of HTTP
 * @param title what is wrong
 * @param mend what to do about it; empty where there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(int status, String title, String mend) {
  static final String TYPE = "application/problem+json";
}
