package io.musicreclass.decode.frames;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Recognises the blocks that tagging programs put before and after raw audio: ID3v1 and its
 * extension, ID3v2 with and without footer, APEv1, APEv2, Lyrics3 v1 and v2, and zeros as padding.
 */
public final class TagBlocks {
  /** The type of data at a position. */
  public enum Stream {
    /** A frame of MPEG audio, layers I to III. */
    MPEG,
    /** FLAC without another container. */
    FLAC,
    /** A container format, in which extra bytes at the ends do no harm. */
    CONTAINER,
    /** Other frames, or unknown data. */
    OTHER
  }

  private static final List<String> CONTAINERS =
      List.of(
          "RIFF",
          "RF64",
          "riff",
          "FORM",
          "OggS",
          "MAC ",
          "wvpk",
          "TTA1",
          "MP+",
          "MPCK",
          "tBaK",
          "caff",
          ".snd",
          "\u001AE\u00DF\u00A3",
          "0&\u00B2u");

  private static final int ID3V1 = 128;
  private static final int ID3V1_EXTENSION = 227;

  /** Lyrics3 v1 has at most 5100 bytes of text between two markers. */
  private static final int MOST_LYRICS = 5100 + 2 * 11;

  /** No FLAC frame ends with this many zeros, as it has a checksum at its end. */
  private static final int SURE_ZEROS = 64;

  private final BlockBytes bytes;
  private final ApeBlocks ape;

  public TagBlocks(FileChannel channel) {
    bytes = new BlockBytes(channel);
    ape = new ApeBlocks(bytes);
  }

  /** The end of all consecutive ID3v2 tags at a position. */
  public long skipId3v2(long from, long end) throws IOException {
    long at = from;
    for (long next = id3v2(at, end); next > at; next = id3v2(at, end)) {
      at = next;
    }
    return at;
  }

  /** The end of all blocks before the audio; {@code end} if there is nothing else. */
  public long skipLeading(long from, long end) throws IOException {
    long at = from;
    while (true) {
      long next = skipBlock(at, end);
      if (next == at) {
        next = skipInfoFrame(at, end);
      }
      if (next == at) {
        return at;
      }
      at = next;
    }
  }

  /** The end of the block at a position; that position if there is none. */
  private long skipBlock(long at, long end) throws IOException {
    long next = skipId3v2(at, end);
    if (next == at) {
      next = ape.skip(at, end);
    }
    if (next == at && bytes.startsWith(at, "LYRICSBEGIN")) {
      next = lyricsByBegin(at, end);
    }
    if (next == at && bytes.startsWith(at, "TAG") && end - at >= ID3V1) {
      boolean extension = bytes.startsWith(at, "TAG+") && end - at >= ID3V1_EXTENSION;
      next = at + (extension ? ID3V1_EXTENSION : ID3V1);
    }
    return next == at ? bytes.skipZeros(at, end) : next;
  }

  /** Whether there are only known blocks between two positions. */
  public boolean areBlocks(long from, long end) throws IOException {
    long at = from;
    for (long next = skipBlock(at, end); next > at; next = skipBlock(at, end)) {
      at = next;
    }
    return at == end;
  }

  /** The start of the blocks after the audio. */
  public long skipTrailing(long start, long end, Stream stream) throws IOException {
    long at = end;
    for (long next = beforeBlock(start, at); next < at; next = beforeBlock(start, at)) {
      at = next;
    }
    long zeros = stream == Stream.FLAC ? bytes.beforeZeros(start, at) : at;
    return at - zeros >= SURE_ZEROS ? zeros : at;
  }

  /** The start of the last block; {@code end} if no block ends there. */
  private long beforeBlock(long start, long end) throws IOException {
    long at = beforeTag(start, end);
    if (at < end) {
      return at;
    }
    // Zeros alone may belong to the last frame, and a tag before them may itself end with zeros.
    long zeros = bytes.beforeZeros(start, end);
    for (long tagEnd = zeros; tagEnd < end && tagEnd < zeros + ID3V1; tagEnd++) {
      at = beforeTag(start, tagEnd);
      if (at < tagEnd) {
        return at;
      }
    }
    return end;
  }

  private long beforeTag(long start, long end) throws IOException {
    long at = id3v1(start, end);
    at = at == end ? ape.before(start, end) : at;
    at = at == end ? lyricsByEnd(start, end) : at;
    return at == end ? id3v2ByFooter(start, end) : at;
  }

  /** Whether the range is one ID3v1 tag without anything that looks like a frame. */
  public boolean isPlainId3v1(long from, long end) throws IOException {
    byte[] tag = bytes.read(from, (int) Math.min(end - from, ID3V1 + 1));
    for (byte b : tag) {
      if (b == (byte) 0xFF) {
        return false;
      }
    }
    return tag.length == ID3V1 && bytes.startsWith(from, "TAG");
  }

  /** The type of data at a position. */
  public Stream streamAt(long at) throws IOException {
    byte[] head = bytes.read(at, 8);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (CONTAINERS.stream().anyMatch(text::startsWith) || text.startsWith("ftyp", 4)) {
      return Stream.CONTAINER;
    }
    if (text.startsWith("fLaC")) {
      return Stream.FLAC;
    }
    return MpegFrame.at(head).isPresent() ? Stream.MPEG : Stream.OTHER;
  }

  /** Skips an MP3's information frame, which has no audio and may be followed by a tag. */
  private long skipInfoFrame(long at, long end) throws IOException {
    byte[] head = bytes.read(at, MpegFrame.MOST_BYTES);
    long next = at + MpegFrame.at(head).map(frame -> frame.infoBytes(head)).orElse(0);
    boolean tagged = next < end && (id3v2(next, end) > next || ape.skip(next, end) > next);
    return tagged ? next : at;
  }

  /** The end of the ID3v2 tag at a position; that position if there is none. */
  public long id3v2(long at, long end) throws IOException {
    byte[] h = bytes.read(at, 10);
    return isId3v2(h, "ID3")
        ? BlockBytes.fit(at, 10 + syncsafe(h) + ((h[5] & 0x10) != 0 ? 10 : 0), end)
        : at;
  }

  private long id3v2ByFooter(long start, long end) throws IOException {
    byte[] f = bytes.read(end - 10, 10);
    if (!isId3v2(f, "3DI")) {
      return end;
    }
    long at = end - 20 - syncsafe(f);
    return at >= start && bytes.startsWith(at, "ID3") ? at : end;
  }

  private static boolean isId3v2(byte[] h, String mark) {
    return h.length == 10
        && new String(h, 0, 3, StandardCharsets.ISO_8859_1).equals(mark)
        && h[3] != -1
        && h[4] != -1
        && (h[6] | h[7] | h[8] | h[9]) >= 0;
  }

  private static int syncsafe(byte[] h) {
    return h[6] << 21 | h[7] << 14 | h[8] << 7 | h[9];
  }

  private long id3v1(long start, long end) throws IOException {
    if (end - start < ID3V1 || !bytes.startsWith(end - ID3V1, "TAG")) {
      return end;
    }
    long extension = end - ID3V1 - ID3V1_EXTENSION;
    return extension >= start && bytes.startsWith(extension, "TAG+") ? extension : end - ID3V1;
  }

  private long lyricsByEnd(long start, long end) throws IOException {
    String mark = bytes.text(end - 9, 9);
    if (mark.equals("LYRICS200")) {
      String digits = bytes.text(end - 15, 6);
      if (digits.matches("\\d{6}")) {
        long at = end - 15 - Integer.parseInt(digits);
        return at >= start && bytes.startsWith(at, "LYRICSBEGIN") ? at : end;
      }
    } else if (mark.equals("LYRICSEND")) {
      long from = Math.max(start, end - MOST_LYRICS);
      int at = bytes.text(from, (int) (end - from)).lastIndexOf("LYRICSBEGIN");
      return at < 0 ? end : from + at;
    }
    return end;
  }

  private long lyricsByBegin(long at, long end) throws IOException {
    // Version 2 may be longer than version 1: up to its six digits of size.
    String text = bytes.text(at, (int) Math.min(end - at, 1_000_000 + 15));
    int v1 = text.indexOf("LYRICSEND");
    int v2 = text.indexOf("LYRICS200");
    int mark = v1 < 0 || (v2 >= 0 && v2 < v1) ? v2 : v1;
    return mark < 0 ? at : at + mark + 9;
  }
}
