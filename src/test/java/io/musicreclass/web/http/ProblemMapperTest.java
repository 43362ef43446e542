package io.musicreclass.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {
  @Test
  void theResponseNamesTheRetryDelay() {
    try (Response answer = new ProblemMapper().refused(new ApiException(429, "Too many", "wait"))) {
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
    }
    try (Response answer = new ProblemMapper().refused(new ApiException(404, "None", ""))) {
      assertThat(answer.getHeaderString("Retry-After")).isNull();
    }
  }
}
