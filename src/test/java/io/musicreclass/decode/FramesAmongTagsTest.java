package io.musicreclass.decode;

import static io.musicreclass.decode.TagBytes.ape;
import static io.musicreclass.decode.TagBytes.id3v1;
import static io.musicreclass.decode.TagBytes.id3v1Extended;
import static io.musicreclass.decode.TagBytes.id3v2;
import static io.musicreclass.decode.TagBytes.join;
import static io.musicreclass.decode.TagBytes.lyrics3v1;
import static io.musicreclass.decode.TagBytes.lyrics3v2;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same frames are the same song, whatever tags come before or after them. */
class FramesAmongTagsTest {
  private static final float[] MUSIC = TestAudio.music(44100, 2, 0.5);
  private static final byte[] NOTHING = {};

  /** Complete frames that occur by chance, as they may in a picture. */
  private static final byte[] PICTURE =
      TagBytes.chanceFrames(new byte[] {-1, (byte) 0xFB, (byte) 0x90, 0x44}, 6);

  @TempDir Path dir;

  private static Map<String, byte[]> before() {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    blocks.put("nothing", NOTHING);
    blocks.put("ID3v2", id3v2(PICTURE, 300, false));
    blocks.put("ID3v2 with footer", id3v2(PICTURE, 0, true));
    blocks.put("two of ID3v2", join(id3v2(PICTURE, 0, false), id3v2(PICTURE, 9, false)));
    blocks.put("zeros", new byte[5000]);
    blocks.put("ID3v2 and zeros", join(id3v2(PICTURE, 0, false), new byte[5000]));
    blocks.put(
        "two of ID3v2, zeros between",
        join(id3v2(PICTURE, 0, false), new byte[500], id3v2(PICTURE, 9, false)));
    blocks.put("APEv2", ape(PICTURE, 2000));
    blocks.put("APEv2 and ID3v2", join(ape(PICTURE, 2000), id3v2(PICTURE, 0, false)));
    blocks.put("ID3v2 and APEv2", join(id3v2(PICTURE, 0, false), ape(PICTURE, 2000)));
    blocks.put("ID3v1", id3v1("Song"));
    return blocks;
  }

  private static Map<String, byte[]> trailing() {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    blocks.put("nothing", NOTHING);
    blocks.put("ID3v1", id3v1("Song"));
    blocks.put("ID3v1 in letters like frames", id3v1("\u00FF\u00FB\u0090D"));
    blocks.put("ID3v1 with extension", id3v1Extended());
    blocks.put("two of ID3v1", join(id3v1("Song"), id3v1("Song")));
    blocks.put("ID3v1 and zeros", join(id3v1("Song"), new byte[700]));
    blocks.put("APEv2 and zeros", join(ape(PICTURE, 2000), new byte[700]));
    blocks.put("zeros and ID3v1", join(new byte[700], id3v1("Song")));
    blocks.put("APEv1", ape(PICTURE, 1000));
    blocks.put("APEv2", ape(PICTURE, 2000));
    blocks.put("APEv2 and ID3v1", join(ape(PICTURE, 2000), id3v1("Song")));
    blocks.put("Lyrics3 v1", lyrics3v1());
    blocks.put("Lyrics3 v2", lyrics3v2());
    blocks.put("APEv2 and Lyrics3", join(ape(PICTURE, 2000), lyrics3v2()));
    blocks.put("ID3v2 with footer", id3v2(PICTURE, 0, true));
    blocks.put("small ID3v2", id3v2(TestAudio.PNG, 0, true));
    blocks.put("two of ID3v2", join(id3v2(PICTURE, 0, true), id3v2(PICTURE, 0, true)));
    return blocks;
  }

  /** Tags that only a format whose frames declare their length can be distinguished from. */
  private static Map<String, byte[]> unmarked() {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);
    blocks.put("zeros", new byte[5000]);
    blocks.put("noise", noise);
    blocks.put("noise and ID3v1", join(noise, id3v1("Song")));
    blocks.put("text of another tagger", TestAudio.ascii("Brava Software Inc.   1.0 ".repeat(20)));
    return blocks;
  }

  private Decoded.Audio song(byte[]... parts) {
    return Read.audio(TestAudio.bytes(dir.resolve("song"), join(parts)));
  }

  private byte[] encoded(String muxer, String encoder) throws IOException {
    Path file = dir.resolve("bare");
    return Files.readAllBytes(TestAudio.write(file, muxer, encoder, 44100, 2, MUSIC));
  }

  @ParameterizedTest
  @CsvSource({"mp3, libmp3lame", "mp2, mp2", "adts, aac", "flac, flac"})
  void theSameFramesAreOneSongAmongAllKindsOfTags(String muxer, String encoder) throws Exception {
    byte[] bare = encoded(muxer, encoder);
    Decoded.Audio plain = song(bare);
    for (Map.Entry<String, byte[]> front : before().entrySet()) {
      for (Map.Entry<String, byte[]> back : trailing().entrySet()) {
        boolean oneSided = front.getValue() == NOTHING || back.getValue() == NOTHING;
        if (!oneSided && !muxer.equals("mp3")) {
          continue;
        }
        Decoded.Audio song = song(front.getValue(), bare, back.getValue());
        assertThat(song.id())
            .as("%s before, %s behind", front.getKey(), back.getKey())
            .isEqualTo(plain.id());
        assertThat(song.seconds()).isEqualTo(plain.seconds());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mp3, libmp3lame", "mp2, mp2", "adts, aac"})
  void whatNoTaggerMarkedIsLeftOutWhereTheFramesEndBeforeIt(String muxer, String encoder)
      throws Exception {
    byte[] bare = encoded(muxer, encoder);
    TrackId plain = song(bare).id();
    unmarked()
        .forEach((name, bytes) -> assertThat(song(bare, bytes).id()).as(name).isEqualTo(plain));
  }

  @Test
  void anId3v2TagWithoutFooterAfterAnMp3IsFoundByItsHeader() throws Exception {
    byte[] bare = encoded("mp3", "libmp3lame");
    TrackId plain = song(bare).id();

    assertThat(song(bare, id3v2(PICTURE, 20, false)).id()).isEqualTo(plain);
    assertThat(song(bare, id3v2(PICTURE, 0, false), id3v1("Song")).id()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"mp3, libmp3lame", "mp2, mp2", "flac, flac"})
  void alsoASongThatIsCutOffHasOneIdentity(String muxer, String encoder) throws Exception {
    byte[] bare = encoded(muxer, encoder);
    byte[] cut = Arrays.copyOf(bare, bare.length - 50);
    TrackId plain = song(cut).id();
    for (Map.Entry<String, byte[]> back : trailing().entrySet()) {
      if (!back.getKey().startsWith("zeros")) {
        assertThat(song(cut, back.getValue()).id()).as(back.getKey()).isEqualTo(plain);
      }
    }
  }

  @Test
  void oneFrameMoreIsAnotherSong() throws Exception {
    byte[] bare = encoded("mp3", "libmp3lame");
    byte[] frame = Arrays.copyOf(PICTURE, 417);

    assertThat(song(bare, frame, id3v1("Song")).id()).isNotEqualTo(song(bare).id());
  }

  @Test
  void aSongIsDecodedTheSameWayAmongTags() throws Exception {
    byte[] bare = encoded("mp3", "libmp3lame");
    float[] plain = Read.full(TestAudio.bytes(dir.resolve("plain"), bare));
    Path dressed = dir.resolve("dressed");
    TestAudio.bytes(dressed, join(ape(PICTURE, 2000), bare, ape(PICTURE, 2000), lyrics3v1()));

    assertThat(Read.full(dressed)).isEqualTo(plain);
  }

  @Test
  void tagsAreReadFromTheWholeFile() throws Exception {
    assertThat(song(encoded("mp3", "libmp3lame"), ape(PICTURE, 2000), id3v1("A title")).tags())
        .extracting(tags -> tags.title())
        .isEqualTo("A title");
  }

  @ParameterizedTest
  @CsvSource({
    "clean.mp3, e1af44014ef8a2e6bb31f0f689a7f7a3094837c4ce2be5bfc446c85ed91aa86b",
    "clean.flac, e65c5a34398bb914da48d21da4288bfcc461c031d42b6d4f0d95a69834e84b18",
    "clean.m4a, 3facaf1f01105b024d5c2bb9d9c2eb38a6f55355546f72c95c60de8bfc269ea1",
    "clean.ogg, 7969e12a6f191bc1855f96bce0cdfadf3456e1faa3a5546ede75698e36c4ae2f",
  })
  void aFileWithoutTagsKeepsItsIdentityForever(String name, String hash) throws Exception {
    Decoded.Audio song = song(resource(name));

    assertThat(song.id().value()).isEqualTo("sha256:" + hash);
    assertThat(song.formerId()).isEmpty();
  }

  /** The values are those of the version before this rule for the same bytes. */
  @ParameterizedTest
  @CsvSource({
    "Lyrics3 v1, 5f08f3abb846f76f5bee497714c731e4d92ba6f8630f9cf41f91ac4cef799a92",
    "Lyrics3 v2, e3b7f1bca540df668a7e5b2daf102ac5da34fb97b9e898ff55bea599a3d5411c",
    "small ID3v2, c1a9e753d3b8035022171da317ead2ab34ab9e78b6efac06e27353b3b4d1178a",
  })
  void whereFormerVersionsSawAnotherSongThatIdentityIsSaid(String tag, String expected)
      throws Exception {
    Decoded.Audio song = song(resource("clean.mp3"), trailing().get(tag));

    assertThat(song.formerId()).map(TrackId::value).hasValue("sha256:" + expected);
    assertThat(song.is(song.formerId().orElseThrow())).isTrue();
    assertThat(song.is(song.id())).isTrue();
  }

  @Test
  void usualTagsNeedNoFormerIdentity() throws Exception {
    byte[] bare = resource("clean.mp3");
    for (byte[] tag : List.of(id3v1("Song"), lyrics3v1())) {
      boolean usual = tag.length == 128;
      assertThat(song(id3v2(PICTURE, 9, false), bare, tag).formerId().isEmpty()).isEqualTo(usual);
    }
  }

  @Test
  void theMp3sOfTheBugReportsAreOneSong() throws Exception {
    try (Stream<Path> files = Files.list(Golden.path("cases/mp3-identity-end-tags"))) {
      assertThat(files.map(file -> Read.audio(file).id()).distinct()).hasSize(1);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = FramesAmongTagsTest.class.getResourceAsStream("/decode/" + name)) {
      return in.readAllBytes();
    }
  }
}
