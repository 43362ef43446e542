package io.musicreclass.decode;

import static io.musicreclass.decode.TestAudio.ascii;
import static io.musicreclass.decode.TestAudio.wavBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.TrackId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  private static final float[] MUSIC = TestAudio.music(44100, 2, 3);
  private static final Map<String, String> DRESSED =
      Map.of("tag:title", "Song", "tag:artist", "Somebody", "cover", "yes");

  @TempDir Path dir;

  private static TrackId id(Path file) {
    return Read.audio(file).id();
  }

  private Path mp3(String name, Map<String, String> options) {
    return TestAudio.write(dir.resolve(name), "mp3", "libmp3lame", 44100, 2, MUSIC, options);
  }

  private static Path append(Path file, byte[] bytes) throws IOException {
    return Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  @ParameterizedTest
  @CsvSource({
    "mp3, libmp3lame",
    "flac, flac",
    "ipod, aac",
    "ipod, alac",
  })
  void tagsAndCoverDoNotChangeTheSong(String muxer, String encoder) {
    Path bare = dir.resolve("bare");
    Path dressed = dir.resolve("dressed");
    TestAudio.write(bare, muxer, encoder, 44100, 2, MUSIC);
    TestAudio.write(dressed, muxer, encoder, 44100, 2, MUSIC, DRESSED);

    assertThat(id(dressed)).isEqualTo(id(bare));
  }

  @ParameterizedTest
  @CsvSource({
    "ogg, vorbis",
    "opus, libopus",
    "wav, pcm_s16le",
    "aiff, pcm_s16be",
    "asf, wmav2",
    "wv, wavpack",
    "tta, tta",
    "matroska, flac",
  })
  void tagsDoNotChangeTheSong(String muxer, String encoder) {
    int rate = encoder.equals("libopus") ? 48000 : 44100;
    Map<String, String> tags = Map.of("tag:title", "Song", "tag:artist", "Somebody");
    Path bare = TestAudio.write(dir.resolve("bare"), muxer, encoder, rate, 2, MUSIC);
    Path tagged = TestAudio.write(dir.resolve("tagged"), muxer, encoder, rate, 2, MUSIC, tags);

    assertThat(id(tagged)).isEqualTo(id(bare));
  }

  @Test
  void tagsAtTheEndOfAnMp3DoNotChangeTheSong() throws IOException {
    TrackId bare = id(mp3("bare.mp3", Map.of()));
    byte[] id3v1 = Arrays.copyOf(ascii("TAGSong"), 128);

    assertThat(id(append(mp3("id3v1.mp3", Map.of()), id3v1))).isEqualTo(bare);
    assertThat(id(append(mp3("ape.mp3", Map.of()), apeTag()))).isEqualTo(bare);
    assertThat(id(append(append(mp3("both.mp3", Map.of()), apeTag()), id3v1))).isEqualTo(bare);
  }

  @ParameterizedTest
  @CsvSource({"adts, aac", "wv, wavpack", "tta, tta"})
  void anApeTagAtTheEndDoesNotChangeTheSong(String muxer, String encoder) throws IOException {
    Path file = TestAudio.write(dir.resolve("x"), muxer, encoder, 44100, 2, MUSIC);
    TrackId bare = id(file);

    assertThat(id(append(file, apeTag()))).isEqualTo(bare);
  }

  /** An APEv2 tag with one item: header, item, footer. */
  private static byte[] apeTag() {
    ByteBuffer tag = ByteBuffer.allocate(32 + 18 + 32).order(ByteOrder.LITTLE_ENDIAN);
    for (int flags : new int[] {0xA0000000, 0x80000000}) {
      tag.put(ascii("APETAGEX")).putInt(2000).putInt(18 + 32).putInt(1).putInt(flags).putLong(0);
      if (tag.position() == 32) {
        tag.putInt(4).putInt(0).put(ascii("Title\0Song"));
      }
    }
    return tag.array();
  }

  @Test
  void chunksAroundTheSamplesOfAWavDoNotChangeTheSong() throws IOException {
    byte[] plain = wavBytes(44100, 2, 16, MUSIC);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 36);
    out.writeBytes(ascii("LIST\f\0\0\0INFOINAM\0\0\0\0"));
    out.write(plain, 36, plain.length - 36);
    out.writeBytes(ascii("LIST\f\0\0\0INFOINAM\0\0\0\0"));

    assertThat(id(TestAudio.bytes(dir.resolve("listed.wav"), out.toByteArray())))
        .isEqualTo(id(TestAudio.bytes(dir.resolve("plain.wav"), plain)));
  }

  @Test
  void theNameDoesNotMatter() throws IOException {
    Path file = mp3("a.mp3", Map.of());
    TrackId before = id(file);

    assertThat(id(Files.move(file, dir.resolve("b.bin")))).isEqualTo(before);
  }

  @Test
  void anotherSampleIsAnotherSong() {
    float[] other = MUSIC.clone();
    other[1000] += 0.01f;

    assertThat(id(TestAudio.wav(dir.resolve("a.wav"), 44100, 2, 16, MUSIC)))
        .isNotEqualTo(id(TestAudio.wav(dir.resolve("b.wav"), 44100, 2, 16, other)));
  }

  @Test
  void theSameBytesAtAnotherRateOrInOtherChannelsAreAnotherSong() {
    TrackId stereo = id(TestAudio.wav(dir.resolve("a.wav"), 44100, 2, 16, MUSIC));

    assertThat(id(TestAudio.wav(dir.resolve("b.wav"), 48000, 2, 16, MUSIC))).isNotEqualTo(stereo);
    assertThat(id(TestAudio.wav(dir.resolve("c.wav"), 44100, 1, 16, MUSIC))).isNotEqualTo(stereo);
  }

  @Test
  void theIdIsTheHashOfCodecRateChannelsAndPackets() throws Exception {
    byte[] wav = wavBytes(44100, 2, 16, MUSIC);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(ascii("pcm_s16le 44100 2\n"));
    sha.update(wav, 44, wav.length - 44);

    assertThat(id(TestAudio.bytes(dir.resolve("a.wav"), wav)).value())
        .isEqualTo("sha256:" + HexFormat.of().formatHex(sha.digest()));
  }
}
