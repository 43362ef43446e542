package io.musicreclass.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepNotesTest {
  @TempDir private Path home;

  @Test
  void theStepsOfSongsInProgressOutliveTheProcessThatNotedThem() {
    StepNotes crashed = new StepNotes(home); // never closed
    crashed.begin(7, StepNotes.DECODING);
    crashed.begin(8, StepNotes.DECODING);
    crashed.begin(7, StepNotes.analysing("mert"));
    crashed.end(8);
    crashed.begin(9, StepNotes.analysing("x".repeat(500)));
    StepNotes next = new StepNotes(home);
    assertThat(next.former(7)).isEqualTo("analysing it in stage mert");
    assertThat(next.former(8)).as("had ended").isEqualTo("processing it");
    assertThat(next.former(9)).startsWith("analysing it in stage xxx").hasSizeLessThan(128);
    assertThat(next.formerRows()).containsExactlyInAnyOrder(7L, 9L);
    next.begin(7, StepNotes.DECODING);
    assertThat(next.former(7)).as("of the process before").isEqualTo("analysing it in stage mert");
    assertThat(new StepNotes(home).former(7)).isEqualTo("decoding it");
  }

  @Test
  void aDamagedFileOrOneThatCannotBeWrittenHasNoNotes() throws IOException {
    byte[] noise = new byte[1000];
    Arrays.fill(noise, (byte) 0xff);
    Files.write(home.resolve("in-progress"), noise);
    assertThat(new StepNotes(home).formerRows()).isEmpty();
    try (StepNotes nowhere = new StepNotes(home.resolve("missing"))) {
      nowhere.begin(1, StepNotes.DECODING);
      nowhere.end(1);
      assertThat(nowhere.former(1)).isEqualTo("processing it");
    }
  }
}
