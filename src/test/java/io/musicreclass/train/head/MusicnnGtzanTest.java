package io.musicreclass.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MusicnnGtzanTest {
  @TempDir private Path folder;

  @Test
  void theHeadIsFoundByTheHashOfItsEncoderOnly() throws IOException {
    HeadFolder head = HeadFolder.forEncoder(MusicnnGtzan.ENCODER).orElseThrow();
    HeadFolder.Description description = head.description();
    assertThat(description.name()).isEqualTo(MusicnnGtzan.NAME);
    assertThat(description.head().genres()).isEqualTo(GenreSet.GTZAN.names());
    assertThat(description.inputs())
        .containsExactly(new HeadFolder.Input("musicnn", "tags", 50, MusicnnGtzan.ENCODER));
    assertThat(HeadFolder.forEncoder("0".repeat(64))).isEmpty();
  }

  @Test
  void itsCardHasTheFigureOfEachProtocol() throws IOException {
    Card.Head head = HeadFolder.bundled(MusicnnGtzan.NAME).description().head();
    Card.Accuracy split = head.accuracy().get(0);
    assertThat(split.protocol()).startsWith("fault-filtered split, 443 training to 290 test");
    assertThat(split.n()).isEqualTo(290);
    assertThat(split.value()).isGreaterThanOrEqualTo(0.79);
    assertThat(head.accuracy())
        .anySatisfy(a -> assertThat(a.protocol()).startsWith("artist-grouped 10-fold, all 733"));
    assertThat((Map<?, ?>) head.training().get("calibration_error"))
        .allSatisfy((protocol, error) -> assertThat((Double) error).isLessThanOrEqualTo(0.06));
    assertThat(String.valueOf(head.training().get("notes")))
        .contains("Four artists are in both parts", "hop of 187 frames", "measured twice");
  }

  @Test
  void missingOrOtherTaggramsAreNamedWithTheirAddress() throws IOException {
    Path file = folder.resolve(GtzanTaggrams.FILES.get(0).file());
    assertThatThrownBy(() -> GtzanTaggrams.read(folder))
        .isInstanceOf(ConvertException.class)
        .hasMessageContainingAll(
            file.toString(), "is missing", "Download it from https://", "/ef1812782164");
    Files.writeString(file, "something else");
    assertThatThrownBy(() -> GtzanTaggrams.read(folder))
        .isInstanceOf(ConvertException.class)
        .hasMessageContainingAll(file.toString(), "has the SHA-256", "Download it from");
  }
}
