package io.musicreclass.fetch;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A failed download: what is wrong and what to do, on one line. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final String remedy;

  FetchException(String what, String remedy) {
    super(what + ". " + remedy);
    this.what = what;
    this.remedy = remedy;
  }

  /**
   * What is wrong without the remedy, for those who have not run a command; an address is shortened
   * to its file and host.
   */
  public String brief() {
    return what.replaceAll("https?://([^/\\s]+)/\\S*?([^/\\s]+?)(?=:? )", "$2 from $1");
  }

  /** The failures of all addresses of a file, at least one, as one. */
  static FetchException of(List<FetchException> failures) {
    FetchException last = failures.get(failures.size() - 1);
    return failures.size() == 1
        ? last
        : new FetchException(
            failures.stream().map(e -> e.what).collect(Collectors.joining("; ")), last.remedy);
  }
}
