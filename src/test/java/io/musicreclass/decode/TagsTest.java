package io.musicreclass.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.track.SongTags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  private static final float[] MUSIC = TestAudio.music(48000, 2, 1);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "mp3, libmp3lame",
    "flac, flac",
    "ogg, vorbis",
    "opus, libopus",
    "ipod, aac",
    "asf, wmav2",
    "wv, wavpack",
    "matroska, flac",
  })
  void everyFormatSaysWhatItsTagsSay(String muxer, String encoder) {
    Map<String, String> tags =
        Map.of(
            "tag:title", "Für Elise",
            "tag:artist", "Ludwig",
            "tag:album", "Bagatellen",
            "tag:album_artist", "Various",
            "tag:genre", "Classical",
            "tag:date", "1810-04-27");
    Path file = TestAudio.write(dir.resolve("x"), muxer, encoder, 48000, 2, MUSIC, tags);

    SongTags expected =
        new SongTags("Für Elise", "Ludwig", "Bagatellen", "Various", "Classical", 1810);
    assertThat(Decoder.tags(file)).isEqualTo(expected);
    assertThat(Read.audio(file).tags()).isEqualTo(expected);
  }

  @Test
  void anUntaggedFileAndANonSongHaveNoTags() throws Exception {
    assertThat(Decoder.tags(TestAudio.wav(dir.resolve("a.wav"), 48000, 2, 16, MUSIC)))
        .isEqualTo(SongTags.NONE);
    assertThat(Decoder.tags(Files.writeString(dir.resolve("b.mp3"), "no song")))
        .isEqualTo(SongTags.NONE);
    assertThat(Decoder.tags(dir.resolve("absent.mp3"))).isEqualTo(SongTags.NONE);
  }

  @Test
  void textsInLegacyCharsetsAreRead() {
    byte[] title = "Für Elise – €".getBytes(Charset.forName("windows-1252"));

    assertThat(Decoder.tags(flac(comment("TITLE=", title))).title()).isEqualTo("Für Elise – €");
  }

  @Test
  void aGenreWrittenByThisProgramDoesNotCountAsAPersons() {
    byte[] rock = "Rock".getBytes(UTF_8);
    byte[] both = "Rock; Pop".getBytes(UTF_8);
    byte[] pop = comment("GENRE=", "Pop".getBytes(UTF_8));
    byte[][] ours = {comment("GENRE=", rock), pop, comment("RECLASS_TAGGED=", both)};

    assertThat(Decoder.tags(flac(ours)).genre()).isEmpty();
    assertThat(Decoder.tags(flac(ours[0], comment("RECLASS_TAGGED=", rock))).genre()).isEmpty();
    assertThat(Decoder.tags(flac(ours[0], ours[2])).genre()).as("all that some show").isEmpty();
    assertThat(Decoder.tags(flac(pop, ours[2])).genre()).as("changed since").isEqualTo("Pop");
  }

  @Test
  void controlCharactersBecomeSpaces() {
    byte[] title = "a\n\tb\u001b[31m\u0085c\u2028d".getBytes(UTF_8);

    assertThat(Decoder.tags(flac(comment("TITLE=", title))).title()).isEqualTo("a b [31m c d");
  }

  @Test
  void aTextOfAMegabyteIsTruncatedBetweenCharacters() {
    byte[] title = ("x" + "\ud83c\udfb5".repeat(250_000)).getBytes(UTF_8);

    String read = Decoder.tags(flac(comment("TITLE=", title))).title();

    assertThat(read).isEqualTo("x" + "\ud83c\udfb5".repeat(249));
  }

  @Test
  void tenThousandCommentsDoNoHarm() {
    byte[][] comments = new byte[10_001][];
    for (int i = 0; i < 10_000; i++) {
      comments[i] = comment("K" + i + "=", "v".getBytes(UTF_8));
    }
    comments[10_000] = comment("ARTIST=", "Last".getBytes(UTF_8));

    assertThat(Decoder.tags(flac(comments)).artist()).isEqualTo("Last");
  }

  @ParameterizedTest
  @CsvSource({"1999, 1999", "21.12.1999, 1999", "19991231, ", "99, ", "0000, ", "'', "})
  void theYearIsTheOneOfFourDigits(String date, Integer year) {
    assertThat(Decoder.tags(flac(comment("DATE=", date.getBytes(ISO_8859_1)))).year())
        .isEqualTo(year);
  }

  private SongTags comments(String... comments) {
    return Decoder.tags(
        flac(Arrays.stream(comments).map(c -> c.getBytes(UTF_8)).toArray(byte[][]::new)));
  }

  @Test
  void allValuesOfAFieldAreReadUnchanged() {
    SongTags tags =
        comments("ARTIST=Anna", "ARTIST=Bert; Carla", "GENRE=80s Pop", "GENRE=2 Tone", "GENRE=7");

    assertThat(tags.artists()).containsExactly("Anna", "Bert; Carla");
    assertThat(tags.genres()).containsExactly("80s Pop", "2 Tone", "7");
    assertThat(tags.folderArtist()).isEqualTo("Anna");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALBUMARTIST", "ALBUM ARTIST", "Album Artist", "album_artist"})
  void anAlbumsArtistIsReadInAllSpellings(String key) {
    SongTags tags = comments("ARTIST=Anna", key + "=Several");

    assertThat(tags.albumArtist()).isEqualTo("Several");
    assertThat(tags.folderArtist()).isEqualTo("Several");
  }

  @Test
  void aCompilationWithoutAlbumArtistIsFiledUnderVariousArtists() {
    assertThat(comments("ARTIST=Anna", "COMPILATION=1").folderArtist())
        .isEqualTo("Various Artists");
    assertThat(comments("ARTIST=Anna", "COMPILATION=0").folderArtist()).isEqualTo("Anna");
  }

  /** An MP3 that starts with an ID3v2.3 tag of these text frames. */
  private Path id3v23(boolean unsync, String... idsAndTexts) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < idsAndTexts.length; i += 2) {
      byte[] text = idsAndTexts[i + 1].getBytes(UTF_16LE);
      frames.writeBytes(idsAndTexts[i].getBytes(ISO_8859_1));
      frames.writeBytes(ByteBuffer.allocate(4).putInt(text.length + 3).array());
      frames.writeBytes(new byte[] {0, 0, 1, (byte) 0xff, (byte) 0xfe});
      frames.writeBytes(text);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] plain = frames.toByteArray();
    for (int i = 0; i < plain.length; i++) {
      body.write(plain[i]);
      boolean sync = i + 1 < plain.length && ((plain[i + 1] & 0xe0) == 0xe0 || plain[i + 1] == 0);
      if (unsync && plain[i] == (byte) 0xff && sync) {
        body.write(0);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int size = body.size();
    file.writeBytes(new byte[] {'I', 'D', '3', 3, 0, (byte) (unsync ? 0x80 : 0)});
    file.writeBytes(new byte[] {0, 0, (byte) (size >> 7), (byte) (size & 0x7f)});
    file.writeBytes(body.toByteArray());
    Path song =
        TestAudio.write(dir.resolve("plain.mp3"), "mp3", "libmp3lame", 48000, 2, MUSIC, Map.of());
    byte[] untagged = bytes(song);
    int start = untagged[0] == 'I' ? 10 + (untagged[8] << 7) + untagged[9] : 0;
    file.write(untagged, start, untagged.length - start);
    return TestAudio.bytes(dir.resolve("tagged.mp3"), file.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTagUnsynchronisedAsAWholeReadsLikeAPlainOne(boolean unsync) {
    SongTags tags =
        Decoder.tags(
            id3v23(
                unsync,
                "TIT2",
                "A\u00ff\u0000B",
                "TPE1",
                "Anna; Bert",
                "TCON",
                "2 Tone",
                "TCMP",
                "1"));

    assertThat(tags.title()).startsWith("A\u00ff");
    assertThat(tags.artists()).containsExactly("Anna", "Bert");
    assertThat(tags.genres()).containsExactly("2 Tone");
    assertThat(tags.compilation()).isTrue();
  }

  @Test
  void theReportedTagsAreReadUnchanged() {
    Path cases = Golden.path("cases");
    Path keys = cases.resolve("album-artist-keys");
    Path digits = cases.resolve("genre-tag-begins-with-digits");
    Path unsync = cases.resolve("id3v23-unsync");
    Path multi = cases.resolve("tag-write-loses-mp4-freeform");

    assertThat(Decoder.tags(unsync.resolve("unsync.mp3")))
        .isEqualTo(Decoder.tags(unsync.resolve("same_without_unsync.mp3")))
        .isNotEqualTo(SongTags.NONE);
    assertThat(Decoder.tags(digits.resolve("80s.mp3")).genre()).isEqualTo("80s Pop");
    assertThat(Decoder.tags(digits.resolve("2tone.mp3")).genre()).isEqualTo("2 Tone");
    assertThat(Decoder.tags(keys.resolve("multi/1.flac")).folderArtist()).isEqualTo("Iris");
    assertThat(Decoder.tags(keys.resolve("foobar/00.flac")).folderArtist())
        .isEqualTo("Various Artists");
    assertThat(Decoder.tags(keys.resolve("fcomp/01.flac")).folderArtist())
        .isEqualTo("Various Artists");
    assertThat(Decoder.tags(multi.resolve("v24null.mp3")).genres()).hasSizeGreaterThan(1);
    assertThat(Decoder.tags(multi.resolve("two.m4a")).artists()).hasSizeGreaterThan(1);
  }

  private static byte[] comment(String key, byte[] value) {
    byte[] start = key.getBytes(UTF_8);
    return ByteBuffer.allocate(start.length + value.length).put(start).put(value).array();
  }

  /** A FLAC file whose comments are these bytes. */
  private Path flac(byte[]... comments) {
    byte[] plain =
        bytes(TestAudio.write(dir.resolve("plain.flac"), "flac", "flac", 48000, 2, MUSIC));
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(little(0));
    block.writeBytes(little(comments.length));
    for (byte[] comment : comments) {
      block.writeBytes(little(comment.length));
      block.writeBytes(comment);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int afterInfo = 4 + 4 + 34;
    out.write(plain, 0, afterInfo);
    out.write(4);
    out.write(block.size() >> 16);
    out.write(block.size() >> 8);
    out.write(block.size());
    out.writeBytes(block.toByteArray());
    out.write(plain, afterInfo, plain.length - afterInfo);
    return TestAudio.bytes(dir.resolve("tagged.flac"), out.toByteArray());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] little(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
