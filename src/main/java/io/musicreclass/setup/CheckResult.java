package io.musicreclass.setup;

/**
 * What came of trying an answer.
 *
 * @param field the component of {@link SetupAnswers}; empty when it is none of them
 * @param text how it is; of what is not ok also the mend
 */
public record CheckResult(String field, boolean ok, String text) {}
