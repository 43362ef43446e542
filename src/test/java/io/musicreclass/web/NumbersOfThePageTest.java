package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The page's numbers and dates, run by Node if it is installed. */
class NumbersOfThePageTest {
  private static final String ENGLISH = "['en-GB', 'de']";
  private static final String GERMAN = "['fr-FR', 'de-AT', 'en-US']";

  private static String run(String languages, String expression)
      throws IOException, InterruptedException {
    return PageScripts.run(languages, "dom.js", expression);
  }

  @Test
  void aConfidenceIsNeverRoundedUp() throws IOException, InterruptedException {
    String values = "[0.6, 0.5999, 0.599999, 0.57, 1, 0.99999, 0, 1e-9, 0.846].map(it.confidence)";
    assertThat(run(ENGLISH, values))
        .isEqualTo(
            "[\"60.0 %\",\"59.9 %\",\"59.9 %\",\"57.0 %\",\"100.0 %\",\"99.9 %\",\"0.0 %\","
                + "\"0.0 %\",\"84.6 %\"]");
  }

  @Test
  void aThresholdIsWrittenAsItIsSet() throws IOException, InterruptedException {
    assertThat(run(ENGLISH, "[0.6, 0.605, 0.57, 0.6005, 1, '0.615'].map(it.threshold)"))
        .isEqualTo("[\"60 %\",\"60.5 %\",\"57 %\",\"60.05 %\",\"100 %\",\"61.5 %\"]");
  }

  @Test
  void nearlyAllAreNotAllAndAFewAreNotNone() throws IOException, InterruptedException {
    assertThat(run(ENGLISH, "[1, 0.999, 0.001, 0, 0.5].map(it.percent)"))
        .isEqualTo("[\"100 %\",\"99 %\",\"<1 %\",\"0 %\",\"50 %\"]");
  }

  @Test
  void numbersAndTimesAreThoseOfTheLanguage() throws IOException, InterruptedException {
    String values =
        "[it.confidence(0.846), it.threshold(0.605), it.count(12345), it.milliseconds(34567),"
            + " it.approximateDuration(60), it.approximateDuration(7200),"
            + " it.timestamp('2020-11-22T10:05:00')]";
    assertThat(run(ENGLISH, values))
        .isEqualTo(
            "[\"84.6 %\",\"60.5 %\",\"12\u202f345\",\"34.6 s\",\"60 seconds\",\"2 hours\","
                + "\"22 Nov 10:05\"]");
    assertThat(run(GERMAN, values))
        .isEqualTo(
            "[\"84,6 %\",\"60,5 %\",\"12.345\",\"34,6 s\",\"60 Sekunden\",\"2 Stunden\","
                + "\"22. Nov. 10:05\"]");
  }

  @Test
  void theLanguageIsTheFirstKnownOneOfTheBrowserElseEnglish()
      throws IOException, InterruptedException {
    assertThat(language("['fr-FR', 'de-AT', 'en-US']")).isEqualTo("\"de\"");
    assertThat(language("['en-GB', 'de']")).isEqualTo("\"en\"");
    assertThat(language("['DE']")).isEqualTo("\"de\"");
    assertThat(language("['den', 'fr', '../../de']")).isEqualTo("\"en\"");
    assertThat(language("[]")).isEqualTo("\"en\"");
  }

  private static String language(String languages) throws IOException, InterruptedException {
    return PageScripts.run(languages, "language.js", "it.language");
  }
}
