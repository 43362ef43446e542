package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.web.http.ApiException;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit limit = new ConcurrencyLimit("forecasts", 2);

  @Test
  void aRequestAboveTheLimitIsRefusedAtOnce() {
    ConcurrencyLimit.Permit first = limit.take();
    String second =
        limit.run(
            () -> {
              assertThatThrownBy(limit::take)
                  .isInstanceOfSatisfying(
                      ApiException.class,
                      refusal -> {
                        assertThat(refusal.problem().status()).isEqualTo(429);
                        assertThat(refusal).hasMessage("Too many forecasts at once");
                      });
              return "done";
            });
    assertThat(second).isEqualTo("done");
    first.close();
    assertThat(limit.run(() -> "again")).isEqualTo("again");
  }
}
