package io.musicreclass.classify;

import io.musicreclass.problems.Problems;
import io.musicreclass.track.StageResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which stages fail: from the second failure in a row on, until they work again. May be used by
 * many threads.
 */
final class StageFailures {
  private final Problems problems = new Problems();
  private final Map<String, Problems.Source> sources = new ConcurrentHashMap<>();

  /** What became of a stage for a song. */
  void note(StageResult result) {
    Problems.Source source = sources.computeIfAbsent(result.stage(), s -> problems.source());
    if (result instanceof StageResult.Failed failure) {
      source.failed(
          ("Stage %s failed (%s): songs are tried again, and then get their verdict without it;"
                  + " when that is mended, reclass retry or a restart lets them be heard again")
              .formatted(failure.stage(), failure.reason()));
    } else {
      source.recovered();
    }
  }

  /** What is wrong now, each with its mend. */
  List<String> problems() {
    return problems.current();
  }
}
