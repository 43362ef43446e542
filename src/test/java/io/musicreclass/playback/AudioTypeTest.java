package io.musicreclass.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioTypeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "mp3, libmp3lame, audio/mpeg",
    "flac, flac, audio/flac",
    "ogg, flac, audio/ogg",
    "ogg, libopus, audio/ogg",
    "ogg, vorbis, audio/ogg",
    "ipod, aac, audio/mp4",
    "wav, pcm_s16le, audio/wav",
    "wav, pcm_s24le, ",
    "aiff, pcm_s16be, ",
    "ipod, alac, ",
    "asf, wmav2, ",
    "wv, wavpack, ",
    "adts, aac, ",
    "matroska, libopus, ",
    "wav, libmp3lame, "
  })
  void onlyWhatEveryMajorBrowserPlaysIsSentAsItIs(String muxer, String encoder, String type)
      throws IOException {
    float[] tones = TestAudio.tones(48_000, 2, 0.5);
    Path file = TestAudio.write(folder.resolve("song"), muxer, encoder, 48_000, 2, tones);
    Decoded.Audio song = (Decoded.Audio) Decoder.open(file);
    byte[] head = Arrays.copyOf(Files.readAllBytes(file), AudioType.HEAD);
    assertThat(AudioType.of(song.codec(), head).orElse(null)).isEqualTo(type);
  }

  @Test
  void aFileThatOnlyClaimsTheCodecIsNot() {
    byte[] page = "<!doctype html>".getBytes(StandardCharsets.US_ASCII);
    for (String codec : new String[] {"mp3", "flac", "vorbis", "opus", "aac", "pcm_s16le"}) {
      assertThat(AudioType.of(codec, page)).isEmpty();
      assertThat(AudioType.of(codec, new byte[] {(byte) 0xff})).isEmpty();
    }
    byte[] layer2 = {(byte) 0xff, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(AudioType.of("mp3", layer2)).isEmpty();
  }
}
