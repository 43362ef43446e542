package io.musicreclass.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();
  private final Problems.Source source = problems.source();

  @Test
  void aSingleFailureIsNotReported() {
    source.failed("disk full");
    assertThat(problems.current()).isEmpty();
  }

  @Test
  void theSecondConsecutiveFailureIsReportedUntilASuccess() {
    source.failed("disk full");
    source.failed("disk full: make room");
    assertThat(problems.current()).containsExactly("disk full: make room");

    source.recovered();
    assertThat(problems.current()).isEmpty();
  }

  @Test
  void failuresBetweenSuccessesAreNotConsecutive() {
    source.failed("a");
    source.recovered();
    source.failed("a");
    assertThat(problems.current()).isEmpty();
  }

  @Test
  void aPermanentProblemIsReportedAtOnce() {
    source.report("the ledger is damaged");
    assertThat(problems.current()).containsExactly("the ledger is damaged");
  }

  @Test
  void theSameTextOfTwoActivitiesIsListedOnce() {
    source.report("disk full");
    problems.source().report("disk full");
    assertThat(problems.current()).containsExactly("disk full");
  }
}
