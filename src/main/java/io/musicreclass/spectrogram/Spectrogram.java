package io.musicreclass.spectrogram;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.features.frontend.FrontEnd;
import io.musicreclass.features.frontend.NetworkInput;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The mel spectrogram of the middle 30 s of a song: 128 bands up to 11,025 Hz, with the level
 * relative to the peak scaled from 0 (-80 dB) to 1 (0 dB).
 */
public final class Spectrogram {
  private static final int RATE = 22_050;
  private static final int HOP = 512;
  private static final Excerpt MIDDLE = new Excerpt(Excerpt.Part.MIDDLE, 30);
  private static final FrontEnd FRONT_END = FrontEnd.of("gtzan-cnn", RATE, Map.of("scaled", true));

  private final float[] values;
  private final int bands;
  private final int stride;
  private final int frames;

  /** The outcome for a file. */
  public sealed interface Outcome {
    record Computed(Spectrogram spectrogram) implements Outcome {}

    /**
     * There is no spectrogram.
     *
     * @param reason a sentence for people
     */
    record Unavailable(String reason) implements Outcome {}
  }

  private Spectrogram(NetworkInput input, double seconds) {
    values = input.toArray();
    bands = input.shape().get(2).intValue();
    stride = input.shape().get(3).intValue();
    // A shorter song is padded with zeros, which are not part of it.
    frames = Math.max(1, Math.min(stride, (int) Math.ceil(seconds * RATE / HOP)));
  }

  /** The spectrogram of a file. */
  public static Outcome of(Path file) {
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Unreadable bad) {
      return new Outcome.Unavailable(bad.message());
    }
    Decoded.Audio song =
        decoded instanceof Decoded.Silent silent ? silent.song() : (Decoded.Audio) decoded;
    Pcm middle = song.mono(MIDDLE, RATE);
    try {
      FrontEnd.Outcome outcome = FRONT_END.prepare(middle);
      return outcome instanceof FrontEnd.Outcome.Ready ready
          ? new Outcome.Computed(new Spectrogram(ready.input(), song.seconds()))
          : new Outcome.Unavailable(((FrontEnd.Outcome.Rejected) outcome).reason());
    } catch (IOException e) {
      return new Outcome.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  /** The PNG picture: one pixel per cell. */
  public byte[] png() {
    return SpectrogramImage.png(this);
  }

  /** Number of mel bands. */
  int bands() {
    return bands;
  }

  /** Number of frames, {@code 512 / 22,050} s each. */
  int frames() {
    return frames;
  }

  /**
   * A value.
   *
   * @param band from 0, the lowest
   * @param frame from 0, the first
   * @return 0 to 1
   */
  float value(int band, int frame) {
    return values[band * stride + frame];
  }
}
