package io.musicreclass.web;

/** A request that cannot be served, and what its sender can do about it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refusal(int status, String title, String mend) {
    this(new Problem(status, title, mend));
  }

  Refusal(Problem problem) {
    super(problem.title());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
