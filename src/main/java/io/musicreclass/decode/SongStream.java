package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Selects the stream of a file that is its song: the first default audio stream, otherwise the
 * first.
 */
final class SongStream {
  /** {@code drms} and {@code enca}: sound samples of an MP4 that need a key, read backwards. */
  private static final Set<Integer> PROTECTED_TAGS = Set.of(0x736D7264, 0x61636E65);

  private SongStream() {}

  /** Index of the song's stream; -1 if the file has no audio. */
  static int choose(AVFormatContext format) {
    int first = -1;
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream s = format.streams(i);
      if (s.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        if ((s.disposition() & AV_DISPOSITION_DEFAULT) != 0) {
          return i;
        }
        first = first < 0 ? i : first;
      }
    }
    return first;
  }

  /**
   * The same for a file that must have audio which can be decoded.
   *
   * @throws UnreadableException if it has none, or only protected audio
   */
  static int readable(Path file, AVFormatContext format) throws UnreadableException {
    int index = choose(format);
    if (index < 0) {
      throw Diagnosis.of(file, 0);
    }
    if (isEncrypted(format, format.streams(index))) {
      throw new UnreadableException(
          Decoded.Reason.ENCRYPTED,
          file,
          "is copy-protected and cannot be read; get it without protection from where you bought"
              + " it");
    }
    return index;
  }

  /** Whether the stream is protected by DRM. */
  private static boolean isEncrypted(AVFormatContext format, AVStream stream) {
    return PROTECTED_TAGS.contains(stream.codecpar().codec_tag())
        || av_dict_get(format.metadata(), "ASF_Protection_Type", null, 0) != null;
  }
}
