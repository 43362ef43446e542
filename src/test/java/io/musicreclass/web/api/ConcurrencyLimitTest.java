package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.web.http.ApiException;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit places = new ConcurrencyLimit("forecasts", 2);

  @Test
  void whoComesWhenAllPlacesAreTakenIsRefusedAtOnce() {
    ConcurrencyLimit.Place first = places.take();
    String second =
        places.run(
            () -> {
              assertThatThrownBy(places::take)
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
    assertThat(places.run(() -> "again")).isEqualTo("again");
  }
}
