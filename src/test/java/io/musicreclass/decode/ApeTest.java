package io.musicreclass.decode;

import static io.musicreclass.decode.TestAudio.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Monkey's Audio, for which FFmpeg has no encoder: files of silent frames, written byte by byte.
 */
class ApeTest {
  private static final int BLOCKS = 73728;

  @TempDir Path dir;

  /** A file of version 3.99 with this many frames. */
  private Path silence(String name, int frames) {
    ByteBuffer ape = ByteBuffer.allocate(52 + 24 + 4 * frames + 16 * frames);
    ape.order(ByteOrder.LITTLE_ENDIAN).put(ascii("MAC ")).putShort((short) 3990);
    ape.putShort((short) 0).putInt(52).putInt(24).putInt(4 * frames).putInt(0);
    ape.putInt(16 * frames).putInt(0).putInt(0).putLong(0).putLong(0);
    ape.putShort((short) 1000).putShort((short) 0).putInt(BLOCKS).putInt(BLOCKS).putInt(frames);
    ape.putShort((short) 16).putShort((short) 2).putInt(44100);
    for (int i = 0; i < frames; i++) {
      ape.putInt(52 + 24 + 4 * frames + 16 * i);
    }
    for (int i = 0; i < frames; i++) {
      // A checksum that announces flags, then the flags: both channels are silent.
      ape.putInt(0x80000000 + i).putInt(3).putLong(0);
    }
    return TestAudio.bytes(dir.resolve(name), ape.array());
  }

  private static Decoded.Audio open(Path file) {
    Decoded decoded = Decoder.open(file);
    assertThat(decoded).isInstanceOf(Decoded.Silent.class);
    return ((Decoded.Silent) decoded).song();
  }

  @Test
  void silentFramesDecodeToSilenceOfTheSameLength() {
    Decoded.Audio song = open(silence("x.ape", 3));

    assertThat(song.codec()).isEqualTo("ape");
    assertThat(song.seconds()).isCloseTo(3.0 * BLOCKS / 44100, within(1e-9));
  }

  @Test
  void tagsAtTheEndDoNotChangeTheSong() throws IOException {
    Path file = silence("x.ape", 3);
    Decoded.Audio bare = open(file);
    byte[] tag = new byte[128];
    System.arraycopy(ascii("TAGSong"), 0, tag, 0, 7);
    Files.write(file, tag, StandardOpenOption.APPEND);

    assertThat(open(file).id()).isEqualTo(bare.id());
  }

  @Test
  void aLongerSongIsAnotherSong() {
    assertThat(open(silence("a.ape", 3)).id()).isNotEqualTo(open(silence("b.ape", 4)).id());
  }
}
