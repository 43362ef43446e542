package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Passage;
import io.musicreclass.decode.SoundProfile;
import io.musicreclass.decode.level.SoundMeter;
import io.musicreclass.features.frontend.FrontEnd;
import io.musicreclass.models.Card;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The excerpt of a song that a model analyses: the one that its card names, if at least half of it
 * has sound; otherwise the nearest that has.
 *
 * @param longest the longest part of a song, from its middle, that a whole-song model analyses
 */
record ModelExcerpt(Card card, Duration longest) {
  /** The least sound that a model needs. */
  private static final double LEAST_SECONDS = 0.5;

  /** Turns samples into what a head or an encoder takes. */
  interface Analysis<T> {
    T of(Pcm pcm) throws IOException;
  }

  /** The outcome for a song. */
  sealed interface Outcome<T> {
    /**
     * It was analysed.
     *
     * @param part null if it is the excerpt that the card names, with enough sound
     * @param from where it begins, in seconds
     * @param sound how much sound was found in it, in seconds; there may be more
     */
    record Analysed<T>(T value, @Nullable AnalysedPart part, double from, double sound)
        implements Outcome<T> {
      /** The part, also if it is the excerpt that the card names. */
      AnalysedPart described() {
        return part == null ? new AnalysedPart(from, sound, 0) : part;
      }
    }

    /** There is too little sound in the song. */
    record Silent<T>(String reason) implements Outcome<T> {}
  }

  /**
   * Analyses the excerpt.
   *
   * @throws IOException if the song cannot be read to its end
   */
  <T> Outcome<T> analyse(Decoded.Audio song, Analysis<T> analysis) throws IOException {
    Passage wanted = song.passage(excerpt(song));
    double from = wanted.first() / (double) song.sampleRate();
    Optional<Pcm> kept = song.takeKept(wanted, card.sampleRate(), form());
    if (kept.isPresent()) {
      return new Outcome.Analysed<>(analysis.of(kept.get()), null, from, enough(song, wanted));
    }
    SoundMeter meter = new SoundMeter(enough(song, wanted));
    Pcm metered = meter.metered(song.pcm(wanted));
    T value = analysis.of(atRate(song, song.keeping(wanted, metered)));
    if (meter.hasEnough()) {
      return new Outcome.Analysed<>(value, null, from, meter.seconds());
    }
    song.dropKept(); // others will choose another passage, too
    SoundProfile sound = song.sound();
    Passage chosen = sound.choose(wanted);
    double seconds = sound.seconds(chosen);
    if (seconds < LEAST_SECONDS) {
      return new Outcome.Silent<>(tooLittle(seconds));
    }
    double start = chosen.first() / (double) song.sampleRate();
    AnalysedPart part = new AnalysedPart(start, seconds, chosen.channel() + 1);
    T analysed = chosen.equals(wanted) ? value : analysis.of(atRate(song, song.pcm(chosen)));
    return new Outcome.Analysed<>(analysed, part, start, seconds);
  }

  /** Lets another model that reads the same excerpt first keep what this one takes. */
  void expect(Decoded.Audio song) {
    if (card.sampleRate() != 0) {
      song.expect(song.passage(excerpt(song)), card.sampleRate(), form());
    }
  }

  private MonoForm form() {
    return FrontEnd.monoForm(card.frontEnd().name());
  }

  private static String tooLittle(double seconds) {
    return String.format(
        Locale.ROOT,
        "%s: %.1f s of the song have sound, at least %.1f s are needed",
        AnalysedPart.TOO_LITTLE_SOUND,
        Math.floor(seconds * 10) / 10,
        LEAST_SECONDS);
  }

  /** How many seconds of sound an excerpt needs to be used without examining the rest. */
  private static double enough(Decoded.Audio song, Passage wanted) {
    double seconds = wanted.isWhole() ? 0 : (double) wanted.frames() / song.sampleRate();
    return Math.max(AnalysedPart.MIN_SOUND_SECONDS, seconds / 2);
  }

  private Excerpt excerpt(Decoded.Audio song) {
    Excerpt excerpt = card.excerpt();
    double limit = longest.toMillis() / 1000.0;
    return excerpt.seconds() > limit && song.seconds() > limit
        ? new Excerpt(Excerpt.Part.MIDDLE, limit)
        : excerpt;
  }

  /** At the song's own rate if the card names none, otherwise mono at the card's rate. */
  private Pcm atRate(Decoded.Audio song, Pcm pcm) {
    return card.sampleRate() == 0 ? pcm : song.mono(pcm, card.sampleRate(), form());
  }
}
