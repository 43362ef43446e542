package io.musicreclass.web.http;

/** A request that cannot be served, with what its sender can do about it. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ApiException(int status, String title, String remedy) {
    this(new Problem(status, title, remedy));
  }

  public ApiException(Problem problem) {
    super(problem.title());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
