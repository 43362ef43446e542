package io.musicreclass.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.SongTags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void aFileWithoutTagsAndOneThatIsNoSongHaveNone() throws Exception {
    assertThat(Decoder.tags(TestAudio.wav(dir.resolve("a.wav"), 48000, 2, 16, MUSIC)))
        .isEqualTo(SongTags.NONE);
    assertThat(Decoder.tags(Files.writeString(dir.resolve("b.mp3"), "no song")))
        .isEqualTo(SongTags.NONE);
    assertThat(Decoder.tags(dir.resolve("absent.mp3"))).isEqualTo(SongTags.NONE);
  }

  @Test
  void textsInTheCharactersOfOldProgramsAreRead() {
    byte[] title = "Für Elise – €".getBytes(Charset.forName("windows-1252"));

    assertThat(Decoder.tags(flac(comment("TITLE=", title))).title()).isEqualTo("Für Elise – €");
  }

  @Test
  void aGenreThatWasWrittenByThisProgramIsNoPersons() {
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
  void aTextOfAMegabyteIsCutBetweenItsCharacters() {
    byte[] title = ("x" + "\ud83c\udfb5".repeat(250_000)).getBytes(UTF_8);

    String read = Decoder.tags(flac(comment("TITLE=", title))).title();

    assertThat(read).isEqualTo("x" + "\ud83c\udfb5".repeat(249));
  }

  @Test
  void tenThousandCommentsAreNoHarm() {
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
