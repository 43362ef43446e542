package io.musicreclass.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourMapTest {
  /** CIE Lab lightness, 0 to 100: a measure other than the one that defines the map. */
  private static double lightness(int rgb) {
    double y =
        0.2126 * light(rgb >> 16 & 255)
            + 0.7152 * light(rgb >> 8 & 255)
            + 0.0722 * light(rgb & 255);
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }

  private static double light(int coded) {
    double x = coded / 255.0;
    return x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
  }

  @Test
  void lightnessRisesEvenlyFromDarkToLight() {
    double darkest = lightness(ColourMap.rgb(0));
    double lightest = lightness(ColourMap.rgb(1));
    assertThat(darkest).isLessThan(10);
    assertThat(lightest).isGreaterThan(92);
    for (int i = 0; i < 16; i++) {
      double step = lightness(ColourMap.rgb((i + 1) / 16.0)) - lightness(ColourMap.rgb(i / 16.0));
      assertThat(step).as("step " + i).isBetween(3.5, 8.0);
    }
  }
}
