package io.musicreclass.decode.picture;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.musicreclass.decode.Ffmpeg;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** The picture in a song's file. */
public final class EmbeddedPicture {
  /** How FFmpeg calls the kind of picture that all taggers choose for covers. */
  private static final String FRONT = "Cover (front)";

  private EmbeddedPicture() {}

  /**
   * Reads the front cover, or otherwise the first picture.
   *
   * @param container FFmpeg's name of the file's format; null to let FFmpeg find out, which fails
   *     behind a large ID3 tag if the file's name does not tell
   * @param mostBytes larger pictures are ignored
   * @return the bytes as they are in the file, which may be anything
   */
  public static Optional<byte[]> of(Path file, @Nullable String container, int mostBytes) {
    AVFormatContext format = avformat_alloc_context();
    AVInputFormat known = container == null ? null : av_find_input_format(container);
    AVDictionary options = new AVDictionary(null);
    Ffmpeg.restrict(options, false);
    try (BytePointer url = Ffmpeg.url(file)) {
      if (avformat_open_input(format, url, known, options) < 0) {
        return Optional.empty();
      }
    } finally {
      av_dict_free(options);
    }
    try {
      return bytes(format, mostBytes);
    } finally {
      avformat_close_input(format);
    }
  }

  private static Optional<byte[]> bytes(AVFormatContext format, int mostBytes) {
    AVStream chosen = null;
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream stream = format.streams(i);
      int size = stream.attached_pic().size();
      if ((stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0
          && size > 0
          && size <= mostBytes
          && (chosen == null || (isFront(stream) && !isFront(chosen)))) {
        chosen = stream;
      }
    }
    if (chosen == null) {
      return Optional.empty();
    }
    byte[] bytes = new byte[chosen.attached_pic().size()];
    chosen.attached_pic().data().get(bytes);
    return Optional.of(bytes);
  }

  private static boolean isFront(AVStream stream) {
    AVDictionaryEntry kind = av_dict_get(stream.metadata(), "comment", null, 0);
    return kind != null && kind.value().getString().equals(FRONT);
  }
}
