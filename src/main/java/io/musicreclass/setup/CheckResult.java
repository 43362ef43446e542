package io.musicreclass.setup;

/**
 * The result of checking an answer.
 *
 * @param field the component of {@link SetupAnswers}; empty if none
 * @param text the result; if not ok, also the remedy
 */
public record CheckResult(String field, boolean ok, String text) {}
