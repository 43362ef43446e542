package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.web.http.Refusal;
import org.junit.jupiter.api.Test;

class LimitedTest {
  private final Limited places = new Limited("forecasts", 2);

  @Test
  void whoComesWhenAllPlacesAreTakenIsRefusedAtOnce() {
    Limited.Place first = places.take();
    String second =
        places.run(
            () -> {
              assertThatThrownBy(places::take)
                  .isInstanceOfSatisfying(
                      Refusal.class,
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
