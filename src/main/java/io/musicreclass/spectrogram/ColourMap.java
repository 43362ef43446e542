package io.musicreclass.spectrogram;

/**
 * A perceptually uniform colour map from dark blue to light yellow: lightness rises linearly in
 * Oklab (Ottosson 2020), while the hue turns through red.
 */
final class ColourMap {
  static final int SIZE = 256;

  private static final double DARKEST = 0.16;
  private static final double LIGHTEST = 0.96;
  private static final double FIRST_HUE = Math.toRadians(270);
  private static final double LAST_HUE = Math.toRadians(360 + 95);
  private static final double CHROMA = 0.17;

  private ColourMap() {}

  /** The colours as a palette, darkest first: red, green and blue of each. */
  static byte[] palette() {
    byte[] palette = new byte[3 * SIZE];
    for (int i = 0; i < SIZE; i++) {
      int rgb = rgb(i / (SIZE - 1.0));
      palette[3 * i] = (byte) (rgb >> 16);
      palette[3 * i + 1] = (byte) (rgb >> 8);
      palette[3 * i + 2] = (byte) rgb;
    }
    return palette;
  }

  /** The colour at a position from 0 to 1, as 0xRRGGBB. */
  static int rgb(double place) {
    double lightness = DARKEST + place * (LIGHTEST - DARKEST);
    double hue = FIRST_HUE + place * (LAST_HUE - FIRST_HUE);
    double chroma = CHROMA * Math.sin(Math.PI * (0.12 + 0.76 * place));
    return fromOklab(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
  }

  /** Oklab to sRGB by the published matrices; out-of-gamut values are clipped. */
  private static int fromOklab(double lightness, double a, double b) {
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return red << 16 | green << 8 | blue;
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** Linear light to 8-bit sRGB (IEC 61966-2-1). */
  private static int channel(double light) {
    double x = Math.max(0, Math.min(1, light));
    double coded = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * coded);
  }
}
