package io.musicreclass.classify;

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
 * What the middle of a song looks like: 30 s of 128 mel bands up to 11,025 Hz, in decibels below
 * the loudest, 0 (80 dB below) to 1.
 */
public final class Spectrogram {
  private static final int RATE = 22_050;
  private static final int HOP = 512;
  private static final Excerpt MIDDLE = new Excerpt(Excerpt.Part.MIDDLE, 30);
  private static final FrontEnd EYE = FrontEnd.of("gtzan-cnn", RATE, Map.of("scaled", true));

  private final float[] values;
  private final int bands;
  private final int stride;
  private final int frames;

  /** What became of looking at a file. */
  public sealed interface Outcome {
    record Seen(Spectrogram spectrogram) implements Outcome {}

    /**
     * There is nothing to see.
     *
     * @param reason a sentence for people
     */
    record Unseen(String reason) implements Outcome {}
  }

  private Spectrogram(NetworkInput input, double seconds) {
    values = input.toArray();
    bands = input.shape().get(2).intValue();
    stride = input.shape().get(3).intValue();
    // A shorter song is padded with zeros, which are no part of it.
    frames = Math.max(1, Math.min(stride, (int) Math.ceil(seconds * RATE / HOP)));
  }

  /** Looks at a song. */
  public static Outcome of(Path file) {
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Unreadable bad) {
      return new Outcome.Unseen(bad.message());
    }
    Decoded.Audio song =
        decoded instanceof Decoded.Silent silent ? silent.song() : (Decoded.Audio) decoded;
    Pcm middle = song.mono(MIDDLE, RATE);
    try {
      FrontEnd.Outcome outcome = EYE.prepare(middle);
      return outcome instanceof FrontEnd.Outcome.Ready ready
          ? new Outcome.Seen(new Spectrogram(ready.input(), song.seconds()))
          : new Outcome.Unseen(((FrontEnd.Outcome.Unfit) outcome).reason());
    } catch (IOException e) {
      return new Outcome.Unseen(String.valueOf(e.getMessage()));
    }
  }

  /** Number of mel bands. */
  public int bands() {
    return bands;
  }

  /** Number of frames, {@code 512 / 22,050} s each. */
  public int frames() {
    return frames;
  }

  /**
   * A cell.
   *
   * @param band from 0, the lowest
   * @param frame from 0, the first
   * @return 0 to 1
   */
  public float value(int band, int frame) {
    return values[band * stride + frame];
  }
}
