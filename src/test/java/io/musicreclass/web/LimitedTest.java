package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

class LimitedTest {
  private final Limited places = new Limited("forecasts", 2);

  @Test
  void whoComesWhenAllPlacesAreTakenIsRefusedAtOnce() {
    Limited.Place first = places.take();
    try (Limited.Place second = places.take()) {
      assertThatThrownBy(places::take)
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.problem().status()).isEqualTo(429);
                assertThat(refusal).hasMessage("Too many forecasts at once");
              });
      first.close();
      places.take().close();
    }
  }

  @Test
  void theAnswerSaysWhenToComeAgain() {
    try (Response answer = new ProblemMapper().refused(new Refusal(429, "Too many", "wait"))) {
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
    }
    try (Response answer = new ProblemMapper().refused(new Refusal(404, "None", ""))) {
      assertThat(answer.getHeaderString("Retry-After")).isNull();
    }
  }
}
