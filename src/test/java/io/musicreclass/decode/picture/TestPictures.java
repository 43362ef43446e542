package io.musicreclass.decode.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Generates pictures; used by tests of other packages, too. */
public final class TestPictures {
  private TestPictures() {}

  /** Two halves, the left one of the given colour, the right one blue. */
  public static byte[] halves(String type, int width, int height, Color left) {
    boolean alpha = type.equals("png");
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D painter = image.createGraphics();
    painter.setColor(left);
    painter.fillRect(0, 0, width / 2, height);
    painter.setColor(Color.BLUE);
    painter.fillRect(width / 2, 0, width - width / 2, height);
    painter.dispose();
    return encoded(image, type);
  }

  /** A picture that cannot be compressed. */
  public static byte[] noise(int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, random.nextInt());
    }
    return encoded(image, "png");
  }

  private static byte[] encoded(BufferedImage image, String type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, type, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Decodes a picture by another decoder than the program's. */
  public static BufferedImage decoded(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
