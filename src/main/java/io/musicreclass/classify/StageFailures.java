package io.musicreclass.classify;

import io.musicreclass.problems.Problems;
import io.musicreclass.track.StageResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which stages fail. A stage is a problem from its second failure in a row until it works again.
 * May be used by many threads.
 */
final class StageFailures {
  private final Problems problems = new Problems();
  private final Map<String, Problems.Source> sources = new ConcurrentHashMap<>();

  /** Records the outcome of a stage for a song. */
  void note(StageResult result) {
    Problems.Source source = sources.computeIfAbsent(result.stage(), s -> problems.source());
    if (result instanceof StageResult.Failed failure) {
      source.failed(
          ("Stage %s failed (%s): songs are retried and then get a verdict without it; once that is"
                  + " fixed, reclass retry or a restart analyses them again")
              .formatted(failure.stage(), failure.reason()));
    } else {
      source.recovered();
    }
  }

  /** What is wrong now, each problem with its remedy. */
  List<String> problems() {
    return problems.current();
  }
}
