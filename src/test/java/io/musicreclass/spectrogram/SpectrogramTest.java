package io.musicreclass.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.TestAudio;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectrogramTest {
  private static final int RATE = 22_050;

  @TempDir private Path folder;

  /** A tone of 1000 Hz: on Slaney's scale 15 of 50.2 mels, so band 38 of 128. */
  private Path tone(double seconds) {
    float[] samples = new float[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1000 * i / RATE));
    }
    return TestAudio.wav(folder.resolve("tone.wav"), RATE, 1, 16, samples);
  }

  @Test
  void aToneIsABrightLineAtItsBand() {
    Spectrogram spectrogram =
        ((Spectrogram.Outcome.Computed) Spectrogram.of(tone(2))).spectrogram();
    assertThat(spectrogram.bands()).isEqualTo(128);
    assertThat(spectrogram.frames()).isEqualTo(87); // 2 s at 22,050 / 512
    assertThat(spectrogram.value(38, 40)).isGreaterThan(0.95f);
    assertThat(spectrogram.value(100, 40)).isLessThan(0.1f);
  }

  @Test
  void thePictureHasAPixelForEachCellWithLowBandsAtTheBottom() throws Exception {
    Spectrogram spectrogram =
        ((Spectrogram.Outcome.Computed) Spectrogram.of(tone(2))).spectrogram();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(SpectrogramImage.png(spectrogram)));
    assertThat(image.getWidth()).isEqualTo(spectrogram.frames());
    assertThat(image.getHeight()).isEqualTo(spectrogram.bands());
    for (int frame = 0; frame < image.getWidth(); frame++) {
      for (int band = 0; band < image.getHeight(); band++) {
        int level = Math.round(255 * spectrogram.value(band, frame));
        assertThat(image.getRGB(frame, 127 - band) & 0xffffff)
            .isEqualTo(ColourMap.rgb(level / 255.0));
      }
    }
  }

  @Test
  void aLongSongShowsThirtySeconds() {
    Spectrogram spectrogram =
        ((Spectrogram.Outcome.Computed) Spectrogram.of(tone(31))).spectrogram();
    assertThat(spectrogram.frames()).isEqualTo(1292);
  }

  @Test
  void aFileThatIsNoSongHasNoSpectrogram() throws Exception {
    Path text = Files.writeString(folder.resolve("words.wav"), "no song");
    Spectrogram.Outcome outcome = Spectrogram.of(text);
    assertThat(outcome).isInstanceOf(Spectrogram.Outcome.Unavailable.class);
    assertThat(((Spectrogram.Outcome.Unavailable) outcome).reason()).isNotBlank();
  }
}
