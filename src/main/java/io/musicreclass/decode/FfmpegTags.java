package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.musicreclass.track.SongTags;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The tags that FFmpeg reads from an open file: those of the container, then those of the song's
 * stream.
 */
final class FfmpegTags {
  /** The field in which this program records the genres that it wrote. */
  static final String TAGGED = "RECLASS_TAGGED";

  /** Maximum number of bytes read of a text. */
  private static final int MOST_BYTES = 4 * SongTags.MAX_LENGTH;

  /** Old programs wrote in the code page of their Windows, most often this one. */
  private static final Charset OLD = Charset.forName("windows-1252");

  /** The container's and the stream's; null for one without entries. */
  private final List<@Nullable AVDictionary> dictionaries;

  FfmpegTags(@Nullable AVDictionary container, @Nullable AVDictionary stream) {
    this.dictionaries = Arrays.asList(container, stream);
  }

  /** The text of a key, ignoring case; empty if there is none. */
  String get(String key) {
    for (AVDictionary dictionary : dictionaries) {
      AVDictionaryEntry entry = av_dict_get(dictionary, key, null, 0);
      if (entry != null) {
        return text(entry.value());
      }
    }
    return "";
  }

  private static String text(BytePointer value) {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    while (bytes.hasRemaining() && value.get(bytes.position()) != 0) {
      bytes.put(value.get(bytes.position()));
    }
    boolean whole = bytes.hasRemaining();
    bytes.flip();
    CharsetDecoder utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    if (utf8.decode(bytes, chars, whole).isError()) {
      return OLD.decode(bytes.rewind()).toString();
    }
    return chars.flip().toString();
  }
}
