package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelBatchTest {
  @Test
  void anInputThatThrowsDoesNotAffectTheOthers() throws IOException {
    List<String> results = new ArrayList<>();
    ParallelBatch.run(
        List.of(1, 2, 3, 4),
        2,
        (input, threads) -> {
          if (input == 2) {
            throw new IllegalStateException("a bug");
          }
          if (input == 3) {
            throw new OutOfMemoryError("Java heap space");
          }
          return "result " + input;
        },
        Throwable::getMessage,
        (input, result) -> results.add(input + ": " + result));
    assertThat(results)
        .containsExactly("1: result 1", "2: a bug", "3: Java heap space", "4: result 4");
  }
}
