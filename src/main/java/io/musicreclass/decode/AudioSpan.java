package io.musicreclass.decode;

import io.musicreclass.decode.frames.TagBlocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The part of a file that holds its song: without the tags and the padding before and behind the
 * frames. Only in raw streams of frames do tags stand there; the span of any other file is all of
 * it.
 *
 * @param start first byte of the song; 0 also where only ID3v2 tags precede it, which FFmpeg skips
 * @param end the byte behind its last one
 * @param size bytes in the file
 * @param transparent whether FFmpeg finds the same packets in the whole file, as long as the frames
 *     fill the span without a gap
 */
record AudioSpan(long start, long end, long size, boolean transparent) {
  /** All of a file. */
  static AudioSpan whole(long size) {
    return new AudioSpan(0, size, size, true);
  }

  /**
   * Finds the span by the marks that taggers leave at both ends.
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
      // FFmpeg skips several of them in MPEG audio, elsewhere one.
      boolean several = blocks.id3v2(0, size) < id3v2;
      boolean plainFront = audio == id3v2 && (stream == TagBlocks.Stream.MPEG || !several);
      boolean plainBack =
          end == size || (stream == TagBlocks.Stream.MPEG && blocks.isPlainId3v1(end, size));
      return new AudioSpan(plainFront ? 0 : audio, end, size, plainFront && plainBack);
    } catch (IOException e) {
      throw Diagnosis.of(file, e);
    }
  }

  /**
   * The same with another end, where frames were found to stop before tags that are known only by
   * their beginning.
   */
  AudioSpan endingAt(long newEnd) {
    return new AudioSpan(start, newEnd, size, false);
  }

  /** Whether tags and padding and nothing else follow from a position to the end of the span. */
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
