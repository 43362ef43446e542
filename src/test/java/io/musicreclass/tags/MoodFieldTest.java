package io.musicreclass.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.decode.TestAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jaudiotagger.audio.AudioFileIO;
import org.jaudiotagger.tag.FieldKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moods and styles are where players look for them: jaudiotagger and FFmpeg read them, too. */
class MoodFieldTest {
  @TempDir private Path dir;

  private Path song(String name, String muxer, String encoder, Map<String, String> options)
      throws IOException {
    int rate = encoder.equals("libopus") ? 48000 : 44100;
    float[] sound = TestAudio.music(rate, 2, 0.5);
    return TestAudio.write(dir.resolve(name), muxer, encoder, rate, 2, sound, options);
  }

  private Path written(Path song, String mood) throws IOException {
    return written(
        song, Map.of(TagFile.MOOD, List.of(mood), TagFile.STYLE, List.of("Drum and bass")));
  }

  private Path written(Path song, Map<String, List<String>> fields) throws IOException {
    Path copy = Files.createFile(dir.resolve("copy-" + song.getFileName()));
    TagFile.copy(song, copy, fields);
    return copy;
  }

  @ParameterizedTest
  @CsvSource({
    "song.mp3, mp3, libmp3lame, TMOO, TXXX:STYLE, TMOO",
    "song.flac, flac, flac, MOOD, STYLE, MOOD",
    "song.ogg, ogg, vorbis, MOOD, STYLE, MOOD",
    "song.opus, opus, libopus, MOOD, STYLE, MOOD",
    "song.m4a, ipod, aac, ----:com.apple.iTunes:MOOD, ----:com.apple.iTunes:STYLE, MOOD",
    "song.wav, wav, pcm_s16le, TMOO, TXXX:STYLE, TMOO",
    "song.aiff, aiff, pcm_s16be, TMOO, TXXX:STYLE, TMOO",
    "song.wma, asf, wmav2, WM/Mood, STYLE, WM/Mood",
    "song.wv, wv, wavpack, MOOD, STYLE, MOOD",
  })
  void aMoodIsInTheFieldOfItsFormat(
      String name, String muxer, String encoder, String mood, String style, String inFfmpeg)
      throws Exception {
    Path copy = written(song(name, muxer, encoder, Map.of()), "happy");
    assertThat(TagFile.read(copy).values(mood)).containsExactly("happy");
    assertThat(TagFile.read(copy).values(style)).containsExactly("Drum and bass");
    assertThat(ffmpeg(copy, inFfmpeg)).isEqualTo("happy");
    assertThat(ffmpeg(copy, "STYLE")).isEqualTo("Drum and bass");
    if (List.of("mp3", "flac", "ogg", "ipod", "asf").contains(muxer)) {
      assertThat(AudioFileIO.read(copy.toFile()).getTag().getFirst(FieldKey.MOOD))
          .isEqualTo("happy");
    }
  }

  /**
   * Two moods and two styles: as they are stored, and what FFmpeg reads. Of values that are
   * separate in the file it shows the first, the last, or all.
   */
  @ParameterizedTest
  @CsvSource({
    "3.mp3, mp3, libmp3lame, 3, TXXX:MOOD, happy; calm, MOOD, happy; calm",
    "4.mp3, mp3, libmp3lame, 4, TMOO, happy|calm, TMOO, happy",
    "3.aiff, aiff, pcm_s16be, 3, TMOO, happy|calm, TMOO, happy",
    "song.flac, flac, flac, , MOOD, happy|calm, MOOD, happy;calm",
    "song.ogg, ogg, vorbis, , MOOD, happy|calm, MOOD, happy;calm",
    "song.opus, opus, libopus, , MOOD, happy|calm, MOOD, happy;calm",
    "song.m4a, ipod, aac, , ----:com.apple.iTunes:MOOD, happy|calm, MOOD, happy",
    "song.wma, asf, wmav2, , WM/Mood, happy|calm, WM/Mood, calm",
    "song.wv, wv, wavpack, , MOOD, happy|calm, MOOD, happy",
  })
  void severalValuesAreSeparatedAsTheFormatWants(
      String name,
      String muxer,
      String encoder,
      String version,
      String field,
      String stored,
      String inFfmpeg,
      String seen)
      throws IOException {
    Map<String, String> options = version == null ? Map.of() : Map.of("id3v2_version", version);
    Path copy =
        written(
            song(name, muxer, encoder, options),
            Map.of(
                TagFile.MOOD, List.of("happy", "calm"),
                TagFile.STYLE, List.of("Jungle", "Dub"),
                TagFile.GENRE, List.of("Rock", "Folk")));
    Tags tags = TagFile.read(copy);
    assertThat(String.join("|", tags.values(field))).isEqualTo(stored);
    assertThat(String.join("; ", tags.all(TagFile.STYLE))).isEqualTo("Jungle; Dub");
    assertThat(String.join("; ", tags.genres())).isEqualTo("Rock; Folk");
    assertThat(ffmpeg(copy, inFfmpeg)).isEqualTo(seen);
    String also = seen.replace("happy", "Rock").replace("calm", "Folk");
    boolean oneText = muxer.equals("ipod");
    assertThat(ffmpeg(copy, "genre")).isEqualTo(oneText ? "Rock; Folk" : also);
    assertThat(ffmpeg(copy, "STYLE"))
        .isEqualTo(also.replace("Rock", "Jungle").replace("Folk", "Dub"));
  }

  @Test
  void anId3TagOfVersionThreeHasNoFrameForMoods() throws Exception {
    Path song = song("song.mp3", "mp3", "libmp3lame", Map.of("id3v2_version", "3"));
    Path copy = written(song, "sad");
    assertThat(TagFile.read(copy).values("TXXX:MOOD")).containsExactly("sad");
    assertThat(TagFile.read(copy).values("TMOO")).isEmpty();
    assertThat(ffmpeg(copy, "MOOD")).isEqualTo("sad");
  }

  @Test
  void aUserDefinedFieldOfAnotherProgramBecomesTheFrameThatTheVersionHas() throws IOException {
    Path song =
        song("song.mp3", "mp3", "libmp3lame", Map.of("id3v2_version", "4", "tag:MOOD", "calm"));
    assertThat(TagFile.read(song).all(TagFile.MOOD)).containsExactly("calm");
    Tags now = TagFile.read(written(song, "happy"));
    assertThat(now.all(TagFile.MOOD)).containsExactly("happy");
    assertThat(now.values("TXXX:MOOD")).isEmpty();
  }

  @Test
  void aMoodThatCannotBeReadBackIsRefused() throws IOException {
    Path song =
        song("song.mp3", "mp3", "libmp3lame", Map.of("id3v2_version", "4", "tag:Mood", "calm"));
    assertThatThrownBy(() -> written(song, "happy"))
        .hasMessage("the field MOOD could not be written");
  }

  private static String ffmpeg(Path file, String name) {
    AVFormatContext context = new AVFormatContext(null);
    assertThat(avformat.avformat_open_input(context, "file:" + file, null, (AVDictionary) null))
        .isZero();
    try {
      AVDictionaryEntry entry = avutil.av_dict_get(context.metadata(), name, null, 0);
      if (entry == null) {
        entry = avutil.av_dict_get(context.streams(0).metadata(), name, null, 0);
      }
      return entry == null ? "" : entry.value().getString();
    } finally {
      avformat.avformat_close_input(context);
    }
  }
}
