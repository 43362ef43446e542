package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.publish.Eventually;
import io.musicreclass.web.TestDaemon;
import io.musicreclass.web.http.ApiException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingApiTest {
  @TempDir private Path folder;

  @Test
  void nonsenseIsRefusedAndWhatIsMissingIsSaid() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      TrainingApi api = new TrainingApi(daemon.holder());
      assertThat(api.get().state()).isEqualTo("idle");
      for (String from : new String[] {null, "", "/etc", "Library"}) {
        assertThatThrownBy(() -> api.post(new TrainingApi.TrainingRequest(from)))
            .isInstanceOf(ApiException.class)
            .hasMessage("from is neither library nor corrections");
      }
      assertThatThrownBy(() -> api.post(null)).isInstanceOf(ApiException.class);
      assertThatThrownBy(api::report)
          .isInstanceOf(ApiException.class)
          .hasMessage("No training has ended yet");
      api.delete();
      assertThat(api.post(new TrainingApi.TrainingRequest("corrections")).getStatus())
          .isEqualTo(202);
      Eventually.holds("it ends", () -> api.get().state().equals("broken"));
      assertThat(api.get().problem())
          .contains("no song for the data set corrections was found", "Correct genres on the page");
    }
  }
}
