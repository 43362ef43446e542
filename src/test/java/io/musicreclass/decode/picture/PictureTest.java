package io.musicreclass.decode.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  private static void assertColour(int rgb, Color expected, int tolerance) {
    Color actual = new Color(rgb);
    int difference =
        Stream.of(
                actual.getRed() - expected.getRed(),
                actual.getGreen() - expected.getGreen(),
                actual.getBlue() - expected.getBlue())
            .mapToInt(Math::abs)
            .max()
            .orElseThrow();
    assertThat(difference).as("%s beside %s", actual, expected).isLessThan(tolerance);
  }

  @ParameterizedTest
  @CsvSource({"jpg, 1200, 800, 320, 213", "png, 1200, 800, 320, 213", "png, 10, 6, 10, 6"})
  void aPictureIsScaledDownToFitAndKeepsItsColours(
      String type, int width, int height, int smallWidth, int smallHeight) {
    byte[] file = TestPictures.halves(type, width, height, Color.RED);
    Picture picture = Picture.decode(file, 320).orElseThrow();
    for (byte[] encoded : new byte[][] {picture.jpeg(), picture.png()}) {
      BufferedImage image = TestPictures.decoded(encoded);
      assertThat(image.getWidth()).isEqualTo(smallWidth).isEqualTo(picture.width());
      assertThat(image.getHeight()).isEqualTo(smallHeight).isEqualTo(picture.height());
      assertColour(image.getRGB(1, 1), Color.RED, 12);
      assertColour(image.getRGB(smallWidth - 2, smallHeight - 2), Color.BLUE, 12);
    }
    assertThat(TestPictures.decoded(picture.png()).getType())
        .as("no alpha")
        .isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
  }

  @Test
  void aCoverOf320PixelsIsSmall() {
    Picture picture = Picture.decode(TestPictures.noise(640), 320).orElseThrow();
    assertThat(picture.jpeg()).hasSizeLessThan(100_000);
  }

  @Test
  void whatIsTransparentBecomesWhite() {
    byte[] file = TestPictures.halves("png", 40, 40, new Color(255, 0, 0, 0));
    byte[] png = Picture.decode(file, 320).orElseThrow().png();
    assertColour(TestPictures.decoded(png).getRGB(1, 1), Color.WHITE, 2);
  }

  @Test
  void nothingOfTheFileButItsPixelsIsPassedOn() {
    byte[] plain = TestPictures.halves("jpg", 100, 100, Color.GREEN);
    byte[] secret = "<script>the original</script>".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(plain.length + 4 + 2 * secret.length);
    file.put(plain, 0, 2).putShort((short) 0xfffe).putShort((short) (secret.length + 2));
    file.put(secret).put(plain, 2, plain.length - 2).put(secret);
    byte[] jpeg = Picture.decode(file.array(), 320).orElseThrow().jpeg();
    assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).doesNotContain("original");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void aFileThatIsCutOffIsRefusedWherever(String type) {
    byte[] file = TestPictures.halves(type, 600, 600, Color.RED);
    for (int share = 0; share < 10; share++) {
      byte[] part = Arrays.copyOf(file, file.length * share / 10);
      assertThat(Picture.decode(part, 320)).as("%d tenths", share).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "not a picture, but long enough",
        "<svg onload='alert(1)'/>",
        "GIF89a..."
      })
  void whatIsNoJpegOrPngIsRefused(String text) {
    assertThat(Picture.decode(text.getBytes(StandardCharsets.US_ASCII), 320)).isEmpty();
  }

  @Test
  void hugeDimensionsAreRefusedBeforeAnythingIsDecoded() {
    byte[] png = TestPictures.halves("png", 30, 30, Color.RED);
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
    assertThat(Picture.decode(png, 320)).isEmpty();
    ByteBuffer.wrap(png).putInt(16, -1).putInt(20, -1);
    assertThat(Picture.decode(png, 320)).isEmpty();

    byte[] jpeg = TestPictures.halves("jpg", 30, 30, Color.RED);
    for (int i = 2; i < jpeg.length - 8; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 65_000).putShort(i + 7, (short) 65_000);
      }
    }
    assertThat(Picture.decode(jpeg, 320)).isEmpty();
  }

  @Test
  void damagedBytesNeverDoMoreThanSpoilThePicture() {
    for (String type : new String[] {"jpg", "png"}) {
      byte[] file = TestPictures.halves(type, 64, 64, Color.RED);
      Random random = new Random(7);
      for (int run = 0; run < 300; run++) {
        byte[] damaged = file.clone();
        for (int i = 0; i < 4; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Picture.decode(damaged, 320).ifPresent(picture -> assertThat(picture.jpeg()).isNotEmpty());
      }
    }
  }

  @Test
  void compressedTextsInAPngAreNotUnpacked() throws Exception {
    byte[] png = TestPictures.halves("png", 30, 30, Color.RED);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("zTXtcomment\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream packed = new DeflaterOutputStream(text)) {
      packed.write(new byte[50 << 20]);
    }
    byte[] chunk = text.toByteArray();
    ByteBuffer bomb = ByteBuffer.allocate(png.length + 20 * (chunk.length + 8));
    bomb.put(png, 0, 33); // the header
    CRC32 sum = new CRC32();
    sum.update(chunk);
    for (int i = 0; i < 20; i++) {
      bomb.putInt(chunk.length - 4).put(chunk).putInt((int) sum.getValue());
    }
    bomb.put(png, 33, png.length - 33);
    assertThat(PictureFile.of(bomb.array()).orElseThrow().bytes()).isEqualTo(png);
  }

  @Test
  void aJpegOfAThousandScansIsRefused() {
    byte[] jpeg = TestPictures.halves("jpg", 30, 30, Color.RED);
    ByteBuffer scans = ByteBuffer.allocate(jpeg.length + 2 * 1000).put(jpeg);
    while (scans.hasRemaining()) {
      scans.putShort((short) 0xffda);
    }
    assertThat(Picture.decode(jpeg, 320)).isPresent();
    assertThat(Picture.decode(scans.array(), 320)).isEmpty();
  }
}
