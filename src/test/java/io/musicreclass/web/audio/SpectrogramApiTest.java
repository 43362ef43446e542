package io.musicreclass.web.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import io.musicreclass.web.TestDaemon;
import io.musicreclass.web.http.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spectrograms are painted of what may be listened to, and of nothing else. */
class SpectrogramApiTest {
  private static final int RATE = 22_050;

  @TempDir private Path folder;

  private static TrackId id(int number) {
    return new TrackId("sha256:" + "%064x".formatted(number));
  }

  private static Synthetic.Song song(int number, Path file) throws IOException {
    Verdict.Decided verdict =
        new Verdict.Decided("Jazz", 0.75, true, 1, "top1", Map.of("Jazz", 0.75), List.of());
    return new Synthetic.Song(
        SongFile.stat(file),
        List.of(),
        new ClassifiedTrack(
            id(number),
            file,
            ClassifiedTrack.Origin.INBOX,
            verdict,
            2,
            1,
            2,
            Instant.parse("2026-11-22T10:00:00Z")));
  }

  private static Path tone(Path file) {
    return TestAudio.wav(file, RATE, 1, 16, TestAudio.tones(RATE, 1, 2));
  }

  private static void assertRefused(SpectrogramApi api, int number, int status) {
    assertThatThrownBy(() -> api.get(id(number).value()))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.problem().status()).as(e.getMessage()).isEqualTo(status));
  }

  @Test
  void aSongInTheInboxIsPaintedAndAFileInNoFolderForSongsIsNotOpened() throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Path good = tone(inbox.resolve("good.wav"));
    Path outside = tone(folder.resolve("outside.wav"));
    Synthetic.write(folder.resolve("var"), Stream.of(song(1, good), song(2, outside)));
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      SpectrogramApi api = new SpectrogramApi(daemon.holder());
      byte[] png = (byte[]) api.get(id(1).value()).getEntity();
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isEqualTo(128);
      assertRefused(api, 2, 403);
      assertRefused(api, 3, 404);
    }
  }
}
