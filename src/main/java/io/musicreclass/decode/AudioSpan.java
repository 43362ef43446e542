package io.musicreclass.decode;

import io.musicreclass.decode.frames.TagBlocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The part of a file that contains its song: the frames without the tags and padding before and
 * after them. Only raw streams of frames have such tags; the span of any other file is the whole
 * file.
 *
 * @param start position of the first byte; 0 also if only ID3v2 tags precede the song, which FFmpeg
 *     skips
 * @param end position after the last byte
 * @param size size of the file in bytes
 * @param transparent whether FFmpeg finds the same packets in the whole file, provided the frames
 *     fill the span without gaps
 */
record AudioSpan(long start, long end, long size, boolean transparent) {
  /** The span of a whole file. */
  static AudioSpan whole(long size) {
    return new AudioSpan(0, size, size, true);
  }

  /**
   * Finds the span by the tags at both ends of the file.
   *
   * @throws UnreadableException when the file cannot be read
   */
  static AudioSpan of(Path file) throws UnreadableException {
    try (FileChannel channel = FileChannel.open(file)) {
      TagBlocks blocks = new TagBlocks(channel);
      long size = channel.size();
      long id3v2 = blocks.skipId3v2(0, size);
      if (blocks.streamAt(id3v2) == TagBlocks.Stream.CONTAINER) {
        return whole(size);
      }
      long audio = blocks.skipLeading(0, size);
      TagBlocks.Stream stream = blocks.streamAt(audio);
      if (stream == TagBlocks.Stream.CONTAINER || audio == size) {
        return whole(size);
      }
      long end = blocks.skipTrailing(audio, size, stream);
      if (end <= audio) {
        return whole(size);
      }
      // FFmpeg skips several ID3v2 tags in MPEG audio, but only one in other formats.
      boolean several = blocks.id3v2(0, size) < id3v2;
      boolean plainFront = audio == id3v2 && (stream == TagBlocks.Stream.MPEG || !several);
      boolean plainBack =
          end == size || (stream == TagBlocks.Stream.MPEG && blocks.isPlainId3v1(end, size));
      return new AudioSpan(plainFront ? 0 : audio, end, size, plainFront && plainBack);
    } catch (IOException e) {
      throw Diagnosis.of(file, e);
    }
  }

  /** This span with an earlier end, for tags that can be recognised only from their beginning. */
  AudioSpan endingAt(long newEnd) {
    return new AudioSpan(start, newEnd, size, false);
  }

  /** Whether there is nothing but tags and padding from a position to the end of the span. */
  boolean hasOnlyTagsFrom(long position, Path file) throws UnreadableException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new TagBlocks(channel).areBlocks(position, end);
    } catch (IOException e) {
      throw Diagnosis.of(file, e);
    }
  }

  boolean isWhole() {
    return start == 0 && end == size;
  }
}
