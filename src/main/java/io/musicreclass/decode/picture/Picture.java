package io.musicreclass.decode.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.util.Optional;

/** A small picture, of which nothing but the colours of its pixels comes from a file. Immutable. */
public final class Picture {
  private static final int WHITE = 255;

  private final byte[] rgb;
  private final int width;
  private final int height;

  private Picture(byte[] rgb, int width, int height) {
    this.rgb = rgb;
    this.width = width;
    this.height = height;
  }

  /**
   * Decodes a JPEG or PNG file, whatever its name says; what is transparent becomes white.
   *
   * @param most largest width and height; a larger picture is scaled to fit
   * @return empty for any other, damaged or too large file
   */
  public static Optional<Picture> decode(byte[] file, int most) {
    return PictureFile.of(file)
        .flatMap(NativePicture::decode)
        .flatMap(
            whole -> {
              try (whole) {
                double scale = Math.min(1, (double) most / Math.max(whole.width(), whole.height()));
                int width = (int) Math.max(1, Math.round(whole.width() * scale));
                int height = (int) Math.max(1, Math.round(whole.height() * scale));
                return whole.scaled(width, height, AV_PIX_FMT_RGBA);
              }
            })
        .map(
            small -> {
              try (small) {
                return new Picture(opaque(small.pixels(4)), small.width(), small.height());
              }
            });
  }

  private static byte[] opaque(byte[] rgba) {
    byte[] rgb = new byte[rgba.length / 4 * 3];
    for (int from = 0, to = 0; from < rgba.length; from += 4) {
      int alpha = Byte.toUnsignedInt(rgba[from + 3]);
      for (int channel = 0; channel < 3; channel++) {
        int colour = Byte.toUnsignedInt(rgba[from + channel]);
        rgb[to++] = (byte) ((colour * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE);
      }
    }
    return rgb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** As a JPEG file. */
  public byte[] jpeg() {
    try (NativePicture pixels = pixels();
        NativePicture yuv = pixels.scaled(width, height, AV_PIX_FMT_YUVJ420P).orElseThrow()) {
      return yuv.encode(AV_CODEC_ID_MJPEG);
    }
  }

  /** As a PNG file. */
  public byte[] png() {
    try (NativePicture pixels = pixels()) {
      return pixels.encode(AV_CODEC_ID_PNG);
    }
  }

  private NativePicture pixels() {
    return NativePicture.of(rgb, width, height, AV_PIX_FMT_RGB24).orElseThrow();
  }
}
