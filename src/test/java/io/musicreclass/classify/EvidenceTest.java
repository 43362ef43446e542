package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.Golden;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts of the bundled model on songs with little sound, and on sounds other than music. */
class EvidenceTest {
  private static final int RATE = 22_050;

  @TempDir private static Path folder;
  private static Classifier classifier;

  @BeforeAll
  static void theBundledModel() {
    String models = Path.of("models").toAbsolutePath().toString();
    TestStages testStages = new TestStages(folder).set("reclass.models.path", models);
    classifier = new Classifier(testStages.set("reclass.engine.threads", "1").settings());
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static float[] samples(int rate, double seconds, DoubleUnaryOperator atSecond) {
    float[] samples = new float[(int) Math.round(rate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) atSecond.applyAsDouble((double) i / rate);
    }
    return samples;
  }

  private static double sine(double hertz, double t) {
    return Math.sin(2 * Math.PI * hertz * t);
  }

  /** A sample of synthetic music at a time in seconds. */
  private static double music(double t) {
    double beat = Math.exp(-8 * (t % 0.5)) * sine(90, t) * 0.4;
    double chord = sine(220 * Math.pow(2, (int) (t / 2) % 5 / 12.0), t) + sine(330, t) * 0.6;
    double hiss = Math.exp(-40 * (t % 0.25)) * ((t * 7919.13 % 1 + t * 104_729.7 % 1) - 1) * 0.3;
    return beat + 0.12 * chord * (1 + 0.3 * sine(0.3, t)) + hiss;
  }

  private static Path wav(String name, int rate, int channels, int bits, float[] samples) {
    return TestAudio.wav(folder.resolve(name + ".wav"), rate, channels, bits, samples);
  }

  private static String refusalReason(Path file) {
    Classifier.Outcome outcome = classifier.classify(file, 1);
    assertThat(outcome).isInstanceOf(Classifier.Outcome.Refused.class);
    return ((Classifier.Outcome.Refused) outcome).why().reason();
  }

  private static Verdict.Decided verdict(Path file) {
    Classifier.Outcome outcome = classifier.classify(file, 1);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Classifier.Outcome.Classified.class);
    return ((Classifier.Outcome.Classified) outcome).voteDetails().verdict();
  }

  private static AnalysedPart part(Verdict.Decided verdict) {
    return Objects.requireNonNull(verdict.votes().get(0).part());
  }

  private static Path synthetic(String kind) {
    Random random = new Random(5);
    DoubleUnaryOperator fade = t -> Math.min(1, Math.min(t, 20 - t));
    return switch (kind) {
      case "a hundred samples" ->
          wav("hundred", RATE, 1, 16, samples(RATE, 0.0045, t -> 0.5 * sine(1000, t)));
      case "a click" -> wav("click", RATE, 1, 16, samples(RATE, 60, t -> t == 30 ? 1 : 0));
      case "an offset with dither" ->
          wav("dc", RATE, 1, 16, samples(RATE, 20, t -> 0.3 + (random.nextInt(3) - 1) / 32768.0));
      case "dither" ->
          wav("dither", RATE, 1, 16, samples(RATE, 20, t -> (random.nextInt(3) - 1) / 32768.0));
      case "noise at -90 dB" ->
          wav("noise", RATE, 1, -32, samples(RATE, 20, t -> 3.2e-5 * random.nextGaussian()));
      case "infrasound" ->
          wav("infra", RATE, 1, -32, samples(RATE, 20, t -> fade.applyAsDouble(t) * sine(12, t)));
      case "ultrasound" ->
          wav(
              "ultra",
              96_000,
              1,
              -32,
              samples(96_000, 20, t -> fade.applyAsDouble(t) * sine(24_000, t)));
      case "a beep in silence" ->
          wav(
              "beep",
              RATE,
              1,
              16,
              samples(RATE, 180, t -> t > 90 && t < 90.2 ? 0.5 * sine(1000, t) : 0));
      case "no number but one" ->
          wav(
              "nan",
              RATE,
              1,
              -32,
              samples(
                  RATE, 20, t -> t == 10 ? 0.5 : t < 10 ? Double.NaN : Double.POSITIVE_INFINITY));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a hundred samples",
        "a click",
        "an offset with dither",
        "dither",
        "noise at -90 dB",
        "infrasound",
        "ultrasound",
        "a beep in silence",
        "no number but one"
      })
  void tooLittleSoundIsRefusedWithTheAmountFound(String kind) {
    assertThat(refusalReason(synthetic(kind)))
        .contains("too little sound", "at least 0.5 s are needed");
  }

  @Test
  void twoSecondsOfMusicAreUnsureWithAReason() {
    Verdict.Decided verdict =
        verdict(wav("short", RATE, 1, 16, samples(RATE, 2, EvidenceTest::music)));

    assertThat(verdict.sure()).isFalse();
    assertThat(verdict.reason()).contains("too little sound");
    assertThat(part(verdict).soundSeconds()).isEqualTo(2, within(0.11));
  }

  @Test
  void fiveSecondsOfMusicGetAVerdictLikeAnyOther() {
    Verdict.Decided verdict =
        verdict(wav("five", RATE, 1, 16, samples(RATE, 5, EvidenceTest::music)));

    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.votes().get(0).part()).isNull();
  }

  @Test
  void aSilentMiddleIsReplacedByTheNearestPartWithSound() {
    DoubleUnaryOperator hidden = t -> t < 80 || t > 200 ? music(t) : 0;
    Verdict.Decided verdict = verdict(wav("hidden", RATE, 1, 16, samples(RATE, 240, hidden)));
    Path stretch =
        wav(
            "stretch",
            RATE,
            1,
            16,
            samples(RATE, 30, t -> hidden.applyAsDouble(t + part(verdict).fromSeconds())));

    assertThat(part(verdict).fromSeconds()).isEqualTo(53, within(0.21));
    assertThat(part(verdict).soundSeconds()).isEqualTo(27, within(0.21));
    assertThat(verdict.genre()).isEqualTo(verdict(stretch).genre());
    assertThat(verdict.confidence()).isEqualTo(verdict(stretch).confidence(), within(1e-4));
  }

  @Test
  void aSongWithSoundInItsMiddleIsAnalysedThere() {
    DoubleUnaryOperator halves = t -> t > 35 ? music(t) : 0;
    assertThat(verdict(wav("halves", RATE, 1, 16, samples(RATE, 80, halves))).votes().get(0).part())
        .isNull();
  }

  @Test
  void aSongWhoseChannelsCancelIsAnalysedOnOneChannel() {
    float[] mono = samples(RATE, 40, EvidenceTest::music);
    float[] opposite = new float[2 * mono.length];
    IntStream.range(0, opposite.length)
        .forEach(i -> opposite[i] = (i % 2 == 0 ? 1 : -1) * mono[i / 2]);

    Verdict.Decided verdict = verdict(wav("opposite", RATE, 2, -32, opposite));

    assertThat(part(verdict).channel()).isEqualTo(1);
    assertThat(verdict.genres()).isEqualTo(verdict(wav("mono", RATE, 1, -32, mono)).genres());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void soundsOtherThanMusicAreNeverSure(int kind) {
    Random random = new Random(9);
    double[] previous = {0, 0};
    DoubleUnaryOperator sound =
        switch (kind) {
          case 0 -> t -> 0.5 * sine(440, t);
          case 1 -> t -> 0.5 * sine(60, t);
          case 2 -> t -> 0.2 * random.nextGaussian();
          case 3 -> t -> previous[0] = 0.98 * previous[0] + 0.05 * random.nextGaussian();
          case 4 ->
              t -> (t * 2 % 1 < 0.02 ? 0.6 * sine(2000, t) : 0) + 0.005 * random.nextGaussian();
          case 5 -> t -> 0.3 * Math.signum(sine(110, t));
          // Chirps like those of birds, with pauses.
          case 6 ->
              t ->
                  (t * 3 % 1 < 0.4 && t % 2 < 1.3 ? 0.3 * sine(3000 + 900 * sine(7, t), t) : 0)
                      + 0.002 * random.nextGaussian();
          // Voiced sounds like speech: a buzz through moving formants, with pauses.
          case 7 ->
              t ->
                  t % 1.7 > 1.3
                      ? 0
                      : 0.2
                          * sine(120 + 20 * sine(0.7, t), t)
                          * (1 + sine(500 + 300 * sine(3, t), t) + 0.5 * sine(1500, t));
          default -> t -> 0.4 * sine(40 * t + 130, t);
        };
    Verdict.Decided verdict = verdict(wav("kind-" + kind, RATE, 1, 16, samples(RATE, 30, sound)));

    assertThat(verdict.sure()).as("%s", verdict).isFalse();
    assertThat(verdict.confidence()).isLessThan(0.5);
  }

  @Test
  void theReportedCasesAreClassifiedOrRefusedAsTheirReadmeExpects() throws IOException {
    Path cases = Golden.path("cases");
    Verdict.Decided hidden = verdict(cases.resolve("silent-middle/hidden.flac"));
    assertThat(part(hidden).soundSeconds()).isGreaterThan(3);
    assertThat(part(verdict(cases.resolve("silent-middle/inverted.flac"))).channel()).isEqualTo(1);
    for (String name : new String[] {"dc.flac", "hundred.wav"}) {
      assertThat(refusalReason(cases.resolve("sure-without-evidence").resolve(name)))
          .contains("too little sound");
    }
  }
}
