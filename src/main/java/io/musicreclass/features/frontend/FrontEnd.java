package io.musicreclass.features.frontend;

import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns audio into a network's input, exactly as when the network was trained (golden networks
 * SPEC). The audio must be mono and at the network's sample rate; only as much as needed is read.
 *
 * <table>
 * <caption>Front-ends and their parameters, as a model's card names them</caption>
 * <tr><th>name<th>rate in Hz<th>parameters<th>input<th>description
 * <tr><td>{@code mert}<td>24,000, or the card's<td>{@code normalise} (true)<td>[1, samples]<td>the
 *     waveform, normalised to mean 0 and variance 1; the first 30 s, never padded
 * <tr><td>{@code jmla}<td>16,000<td>{@code bands} (80), {@code frames} (2992)<td>[1, 80,
 *     frames]<td>log-mel, (ln + 4.5) / 4.5; the first frames, or all of them repeated
 * <tr><td>{@code vggish}<td>16,000<td>{@code bands} (64), {@code frames} (96)<td>[examples, 1, 96,
 *     64]<td>log-mel, one example per 0.96 s
 * <tr><td>{@code gtzan-cnn}<td>22,050<td>{@code bands} (128), {@code frames} (1292), {@code scaled}
 *     (false)<td>[1, 1, 128, frames]<td>mel in dB below the loudest, -80 to 0 (scaled: 0 to 1); the
 *     first 30 s, padded with zeros; the first frames of that
 * <tr><td>{@code musicnn}<td>16,000<td>{@code bands} (96), {@code frames} (187)<td>[patches, 1,
 *     187, 96]<td>log10(1 + 10000 mel power), one patch per 187 frames of 16 ms
 * <tr><td>{@code efficientat}<td>32,000<td>{@code bands} (128), {@code frames} (1000)<td>[windows,
 *     1, 128, frames]<td>(ln(mel power + 1e-5) + 4.5) / 5, one window per 10 s, the last one shorter
 * </table>
 *
 * <p>The same audio always gives the same numbers. Thread-safe.
 */
public final class FrontEnd {
  private final String name;
  private final InputPreparation preparation;

  /** Every front end: its name in a card, and its factory. */
  private record Type(String title, Factory factory) {
    private static final List<Type> ALL =
        List.of(
            new Type("mert", MertWave::new),
            new Type("jmla", (sampleRate, parameters) -> new JmlaLogMel(parameters)),
            new Type("vggish", (sampleRate, parameters) -> new VggishExamples(parameters)),
            new Type("gtzan-cnn", (sampleRate, parameters) -> new GtzanDecibels(parameters)),
            new Type("musicnn", (sampleRate, parameters) -> new MusicnnPatches(parameters)),
            new Type("efficientat", (sampleRate, parameters) -> new KaldiWindows(parameters)));

    static Type of(String name) {
      return ALL.stream()
          .filter(type -> type.title.equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "front_end.name '"
                          + name
                          + "' is not one of "
                          + ALL.stream().map(Type::title).collect(Collectors.joining(", "))));
    }
  }

  /** Creates a front end with a card's parameters. */
  private interface Factory {
    InputPreparation create(int sampleRate, FrontEndParameters parameters);
  }

  /** Receives a network's input in parts. */
  public interface Receiver {
    /** One or more entries of the batch; parts may differ in the size of the last axis. */
    void accept(NetworkInput part) throws IOException;
  }

  /** The result of preparing audio. */
  public sealed interface Outcome {
    /** The network can be run. */
    record Ready(NetworkInput input) implements Outcome {}

    /**
     * The audio cannot be prepared: it is too short or damaged.
     *
     * @param reason a sentence for people
     */
    record Rejected(String reason) implements Outcome {}
  }

  private FrontEnd(String name, InputPreparation preparation) {
    this.name = name;
    this.preparation = preparation;
  }

  /**
   * The front end described by a card.
   *
   * @param sampleRate the card's, in Hz
   * @param parameters the card's; missing ones have defaults
   * @throws IllegalArgumentException if there is no such front end, or it does not take this rate
   *     or these parameters; the message names the card's field
   */
  public static FrontEnd of(String name, int sampleRate, Map<String, ?> parameters) {
    FrontEndParameters given = new FrontEndParameters(name, parameters);
    InputPreparation preparation = Type.of(name).factory.create(sampleRate, given);
    given.finish();
    if (preparation.sampleRate() != sampleRate) {
      throw new IllegalArgumentException(
          "sample_rate is %d, but front-end %s takes %d Hz"
              .formatted(sampleRate, name, preparation.sampleRate()));
    }
    return new FrontEnd(name, preparation);
  }

  /** How the audio of a front end is made mono; of no front end in particular: the mean. */
  public static MonoForm monoForm(String name) {
    return name.equals("musicnn") || name.equals("efficientat") ? MonoForm.FFMPEG : MonoForm.MEAN;
  }

  /** Sample rate in Hz of the audio it takes. */
  public int sampleRate() {
    return preparation.sampleRate();
  }

  /** Whether it hands over the input in parts as it reads, and reads the audio to its end. */
  public boolean isStreaming() {
    return !(preparation instanceof InputPreparation.Whole);
  }

  /**
   * Prepares audio, reading it once.
   *
   * @param pcm mono, at {@link #sampleRate()}
   * @throws IOException if the audio cannot be read
   * @throws IllegalArgumentException if it has another rate or more channels
   * @throws IllegalStateException if the input of a song this long has several parts
   */
  public Outcome prepare(Pcm pcm) throws IOException {
    List<NetworkInput> parts = new ArrayList<>();
    Optional<String> unfit = prepare(pcm, parts::add);
    if (parts.size() > 1) {
      throw new IllegalStateException(name + " makes several parts of this audio");
    }
    return unfit.isPresent() ? new Outcome.Rejected(unfit.get()) : new Outcome.Ready(parts.get(0));
  }

  /**
   * The same in parts, so that no more than one of them is in memory where the front end makes
   * several of a song; a weighted mean over all entries is the song's ({@link
   * NetworkInput#weight}).
   *
   * @return why the audio cannot be prepared, a sentence for people; empty if it can
   * @throws IOException if the audio cannot be read, or the receiver throws it
   * @throws IllegalArgumentException if it has another rate or more channels
   */
  public Optional<String> prepare(Pcm pcm, Receiver receiver) throws IOException {
    if (pcm.channels() != 1 || pcm.sampleRate() != sampleRate()) {
      throw new IllegalArgumentException(
          "%s takes one channel at %d Hz, not %d at %d"
              .formatted(name, sampleRate(), pcm.channels(), pcm.sampleRate()));
    }
    try (Waveform wave = new Waveform(pcm.open())) {
      boolean any = preparation.parts(wave, receiver);
      return any ? Optional.empty() : Optional.of(tooShort(wave.count()));
    } catch (Waveform.NoNumberException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private String tooShort(long samples) {
    return "Too short for %s: %d samples at %d Hz, at least %d are needed."
        .formatted(name, samples, sampleRate(), preparation.shortest());
  }
}
