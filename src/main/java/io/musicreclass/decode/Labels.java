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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Reads the tags of an open file: those of the container, then those of the song's stream. */
final class Labels {
  /** Bytes of a text that are looked at. */
  private static final int MOST_BYTES = 4 * SongTags.MOST;

  /** Old programs wrote what their Windows spoke; most of them this. */
  private static final Charset OLD = Charset.forName("windows-1252");

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)[1-9]\\d{3}(?!\\d)");

  /** The container's and the stream's; null is one without entries. */
  private final List<@Nullable AVDictionary> dictionaries;

  Labels(@Nullable AVDictionary container, @Nullable AVDictionary stream) {
    this.dictionaries = Arrays.asList(container, stream);
  }

  SongTags read() {
    return new SongTags(
        get("title"), get("artist"), get("album"), get("album_artist"), genre(), year());
  }

  /**
   * What a person says. What this program wrote there is its own opinion, and none of a person; of
   * two genres that it wrote into an ID3 or ASF tag, FFmpeg gives the first one only.
   */
  private String genre() {
    String genre = get("genre");
    String found = genre.replace(" ", "");
    String tagged = get("RECLASS_TAGGED").replace(" ", "");
    boolean own = found.equals(tagged) || tagged.startsWith(found + ';');
    return own ? "" : genre;
  }

  private @Nullable Integer year() {
    Matcher year = YEAR.matcher(get("date"));
    return year.find() ? Integer.valueOf(year.group()) : null;
  }

  /** The text by that key, whatever its case; empty when there is none. */
  private String get(String key) {
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
