package io.musicreclass.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-, 0, 1000",
    "bytes=10-19, 10, 10",
    "bytes=990-5000, 990, 10",
    "bytes=999-, 999, 1",
    "bytes=-1, 999, 1",
    "bytes=-5000, 0, 1000",
    "BYTES = 5 - 7, 5, 3",
    "bytes=5-99999999999999999999, 5, 995"
  })
  void aSingleRangeIsCutToTheSize(String header, long first, long count) {
    ByteRange range = ByteRange.of(header, 1000);
    assertThat(range.first()).isEqualTo(first);
    assertThat(range.count()).isEqualTo(count);
    assertThat(range.partial()).isTrue();
    assertThat(range.isSatisfiable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=99999999999999999999-"})
  void aRangeBehindTheEndCannotBeSatisfied(String header) {
    assertThat(ByteRange.of(header, 1000).isSatisfiable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=0-1,5-6",
        "bytes=--5",
        "bytes=+1-2",
        "items=0-1",
        "bytes 0-1"
      })
  void whatIsNoSingleRangeStandsForEverything(String header) {
    assertThat(ByteRange.of(header, 1000)).isEqualTo(new ByteRange(0, 1000, false, false));
    assertThat(ByteRange.of(null, 0).isSatisfiable()).isTrue();
  }

  @Test
  void onlyARangeWithoutEndIsShortened() {
    assertThat(ByteRange.of("bytes=100-", 1000).atMost(50).contentRange(1000))
        .isEqualTo("bytes 100-149/1000");
    assertThat(ByteRange.of("bytes=100-999", 1000).atMost(50).contentRange(1000))
        .isEqualTo("bytes 100-999/1000");
    assertThat(ByteRange.of(null, 1000).atMost(50).count()).isEqualTo(1000);
  }
}
