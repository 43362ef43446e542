package io.musicreclass.spectrogram;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Renders a spectrogram as PNG: one pixel per cell, time to the right, low bands at the bottom. */
final class SpectrogramImage {
  private static final IndexColorModel PALETTE = ColourMap.palette();

  private SpectrogramImage() {}

  static byte[] png(Spectrogram spectrogram) {
    int width = spectrogram.frames();
    int height = spectrogram.bands();
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, PALETTE);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float value = spectrogram.value(height - 1 - y, x);
        raster.setSample(x, y, 0, Math.round(value * (ColourMap.SIZE - 1)));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false); // no temporary files
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("This Java cannot write PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
