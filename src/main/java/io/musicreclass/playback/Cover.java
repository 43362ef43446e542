package io.musicreclass.playback;

import java.util.zip.CRC32;

/** A small picture of a song as a JPEG file. */
public final class Cover {
  private final byte[] jpeg;

  Cover(byte[] jpeg) {
    this.jpeg = jpeg.clone();
  }

  public byte[] jpeg() {
    return jpeg.clone();
  }

  /** Letters and digits that are others for another picture. */
  public String version() {
    CRC32 sum = new CRC32();
    sum.update(jpeg);
    return Long.toString(sum.getValue(), 36);
  }
}
