package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file in the inbox: its identity, its tags, and a little of its sound. An input is the file. */
public final class SongFuzz implements FuzzTarget {
  private static final float[] SOUND = TestAudio.music(44_100, 2, 0.1);

  private final Path file;

  public SongFuzz(Path folder) {
    this.file = folder.resolve("song");
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    Map<String, String> tags = Map.of("tag:title", "T", "tag:artist", "A");
    for (List<String> format :
        List.of(
            List.of("wav", "pcm_s16le"),
            List.of("mp3", "libmp3lame"),
            List.of("flac", "flac"),
            List.of("ogg", "vorbis"),
            List.of("ipod", "aac"))) {
      TestAudio.write(file, format.get(0), format.get(1), 44_100, 2, SOUND, tags);
      seeds.put(format.get(0), Files.readAllBytes(file));
    }
    seeds.put("playlist", TestAudio.ascii("#EXTM3U\n#EXTINF:1,x\n/etc/passwd\n"));
    seeds.put("ffconcat", TestAudio.ascii("ffconcat version 1.0\nfile /etc/passwd\n"));
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Audio audio) {
      assertThat(audio.id().value()).matches("sha256:[0-9a-f]{64}");
    }
    assertThat(Decoder.tags(file)).isNotNull();
  }
}
