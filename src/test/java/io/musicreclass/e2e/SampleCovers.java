package io.musicreclass.e2e;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Abstract covers for invented albums, without text, which needs fonts. */
final class SampleCovers {
  private static final int SIDE = 480;

  /** Background and two colours. */
  private static final int[][] PALETTES = {
    {0x0b1d3a, 0xe0a458, 0xf4e8c1}, {0x12344d, 0xf2c14e, 0xf78154}, {0xf25c54, 0xf7b267, 0x2b2d42},
    {0x283618, 0xdda15e, 0xfefae0}, {0x16151a, 0xb23a48, 0x8c8c8c}, {0x5a189a, 0xff9e00, 0xff6d00},
    {0x264653, 0x2a9d8f, 0xe9c46a}, {0x6b705c, 0xcb997e, 0xffe8d6}, {0x1d2d44, 0x748cab, 0xf0ebd8},
    {0xf8f4e3, 0x9a8c98, 0x22223b}, {0x3a86ff, 0xff006e, 0xffbe0b}, {0xdfe7ec, 0x7d98a1, 0x1c2321},
    {0x8a5a44, 0xedc4b3, 0xe6b8a2}
  };

  private final Graphics2D painter;
  private final Random random;
  private final int[] palette;

  private SampleCovers(Graphics2D painter, int number) {
    this.painter = painter;
    this.random = new Random(number);
    this.palette = PALETTES[number % PALETTES.length];
  }

  /** Writes the cover of an album as JPEG. */
  static void write(Path file, int number) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D painter = image.createGraphics();
    painter.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    new SampleCovers(painter, number).paint(number % 6);
    painter.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "jpg", file.toFile());
  }

  private void paint(int motif) {
    painter.setColor(new Color(palette[0]));
    painter.fillRect(0, 0, SIDE, SIDE);
    switch (motif) {
      case 0 -> rings();
      case 1 -> sunset();
      case 2 -> levels();
      case 3 -> mountains();
      case 4 -> rays();
      default -> tiles();
    }
  }

  private void colour(int index, double opacity) {
    Color opaque = new Color(palette[index]);
    painter.setColor(
        new Color(opaque.getRed(), opaque.getGreen(), opaque.getBlue(), (int) (255 * opacity)));
  }

  private void circle(double x, double y, double radius) {
    painter.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private void rings() {
    for (int ring = 0; ring < 7; ring++) {
      colour(ring % 2 == 0 ? 1 : 0, 1);
      circle(SIDE / 2.0, SIDE * 0.55, SIDE * (0.42 - 0.06 * ring));
    }
  }

  private void sunset() {
    colour(1, 1);
    circle(SIDE * 0.68, SIDE * 0.3, SIDE * 0.15);
    for (int wave = 0; wave < 5; wave++) {
      double y = SIDE * (0.55 + 0.09 * wave);
      Path2D shape = new Path2D.Double();
      shape.moveTo(0, y);
      shape.curveTo(SIDE * 0.3, y - 60, SIDE * 0.6, y + 60, SIDE, y - 10);
      shape.lineTo(SIDE, SIDE);
      shape.lineTo(0, SIDE);
      colour(2, 0.25 + 0.15 * wave);
      painter.fill(shape);
    }
  }

  private void levels() {
    for (int bar = 0; bar < 32; bar++) {
      double height = SIDE * (0.1 + 0.7 * random.nextDouble());
      colour(1 + bar % 2, 1);
      painter.fill(new Rectangle2D.Double(bar * SIDE / 32.0 + 3, (SIDE - height) / 2, 9, height));
    }
  }

  private void mountains() {
    for (int peak = 0; peak < 8; peak++) {
      double x = SIDE * (0.14 * peak - 0.1);
      Path2D shape = new Path2D.Double();
      shape.moveTo(x, SIDE);
      shape.lineTo(x + SIDE * 0.14, SIDE * (0.35 + 0.4 * random.nextDouble()));
      shape.lineTo(x + SIDE * 0.32, SIDE);
      colour(1 + peak % 2, 0.8);
      painter.fill(shape);
    }
  }

  private void rays() {
    for (int ray = 0; ray < 16; ray++) {
      double from = ray * Math.PI / 8;
      Path2D shape = new Path2D.Double();
      shape.moveTo(SIDE / 2.0, SIDE / 2.0);
      shape.lineTo(SIDE / 2.0 + SIDE * Math.cos(from), SIDE / 2.0 + SIDE * Math.sin(from));
      shape.lineTo(
          SIDE / 2.0 + SIDE * Math.cos(from + 0.2), SIDE / 2.0 + SIDE * Math.sin(from + 0.2));
      colour(1 + ray % 2, 1);
      painter.fill(shape);
    }
  }

  private void tiles() {
    double step = SIDE / 6.0;
    for (int tile = 0; tile < 36; tile++) {
      double corner = step * random.nextDouble();
      colour(1 + random.nextInt(2), 0.4 + 0.6 * random.nextDouble());
      painter.fill(
          new RoundRectangle2D.Double(
              tile % 6 * step + 6,
              (tile - tile % 6) / 6.0 * step + 6,
              step - 12,
              step - 12,
              corner,
              corner));
    }
  }
}
