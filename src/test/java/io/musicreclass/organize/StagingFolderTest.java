package io.musicreclass.organize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.organize.StagingFolder.Made;
import io.musicreclass.testing.FileTags;
import io.musicreclass.track.SongTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagingFolderTest {
  private static final float[] MUSIC = TestAudio.music(44100, 2, 2);
  private static final TagValues JAZZ = new TagValues(List.of("Jazz"), "Jazz", 0.8461, 2, false);
  private static final TagValues ROCK = new TagValues(List.of("Rock"), "Rock", 0.5, 3, false);

  @TempDir Path dir;

  private Path song(String name, String muxer, String encoder, Map<String, String> options) {
    int rate = encoder.equals("libopus") ? 48000 : 44100;
    return TestAudio.write(dir.resolve(name), muxer, encoder, rate, 2, MUSIC, options);
  }

  private static Object id(Path file) {
    return Decoder.open(file) instanceof Decoded.Audio audio ? audio.id() : "none";
  }

  private Made make(Path song, TagValues label) throws IOException {
    return StagingFolder.beside(song, 7)
        .make(song, label, false, copy -> id(copy).equals(id(song)));
  }

  /** Tags a song in its place. */
  private Made.Ready tagged(Path song, TagValues label) throws IOException {
    Made.Ready made = (Made.Ready) make(song, label);
    FileMover.replace(made.file(), song);
    StagingFolder.beside(song, 7).clear();
    return made;
  }

  private Optional<String> untagged(Path song, TagValues label) throws IOException {
    return StagingFolder.untagged(song, label);
  }

  @ParameterizedTest
  @CsvSource({
    "song.mp3, mp3, libmp3lame",
    "song.flac, flac, flac",
    "song.ogg, ogg, vorbis",
    "song.opus, opus, libopus",
    "song.m4a, ipod, aac",
    "song.M4A, ipod, alac",
    "song.wav, wav, pcm_s16le",
    "song.aiff, aiff, pcm_s16be",
    "song.wma, asf, wmav2",
    "song.wv, wv, wavpack",
  })
  void aGenreIsWrittenTheSongStaysTheSongAndTheBytesComeBack(
      String name, String muxer, String encoder) throws IOException {
    Map<String, String> tags = new HashMap<>();
    if (!muxer.equals("wav") && !muxer.equals("aiff")) {
      tags.put("tag:title", "Für Elise");
      tags.put("tag:artist", "Ludwig");
    }
    Path song = song(name, muxer, encoder, tags);
    byte[] original = Files.readAllBytes(song);
    Object id = id(song);

    Made.Ready made = tagged(song, JAZZ);

    assertThat(id(song)).isEqualTo(id);
    SongTags now = Decoder.tags(song);
    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
    assertThat(now.title()).isEqualTo(tags.getOrDefault("tag:title", ""));
    assertThat(now.artist()).isEqualTo(tags.getOrDefault("tag:artist", ""));
    assertThat(untagged(song, JAZZ)).as("says it already").hasValue("");
    assertThat(made.after()).isEqualTo(FileDigest.of(song)).isNotEqualTo(made.before());
    assertThat(made.delta().size()).as("bytes kept").isLessThan(20_000);

    Path back =
        StagingFolder.beside(song, 8)
            .remake(song, BinaryDelta.of(made.delta().toArray()), 5_000_000_000L);
    assertThat(back).hasBinaryContent(original);
    assertThat(Files.getLastModifiedTime(back).toMillis()).isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource({
    "song.mp3, mp3, libmp3lame",
    "song.flac, flac, flac",
    "song.ogg, ogg, vorbis",
    "song.opus, opus, libopus",
    "song.m4a, ipod, aac",
    "song.wma, asf, wmav2",
    "song.wv, wv, wavpack",
  })
  void aPersonsGenreStaysUnlessToldAndOursIsRenewed(String name, String muxer, String encoder)
      throws IOException {
    Path song = song(name, muxer, encoder, Map.of("tag:genre", "Bebop"));

    tagged(song, JAZZ);
    assertThat(FileTags.genre(song)).isEqualTo("Bebop");
    assertThat(untagged(song, JAZZ)).hasValue("");
    tagged(song, new TagValues(List.of("Jazz"), "Jazz", 0.8461, 2, true));
    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
    tagged(song, ROCK);
    assertThat(FileTags.genre(song)).isEqualTo("Rock");
  }

  @ParameterizedTest
  @CsvSource({
    "song.mp3, mp3, libmp3lame",
    "song.flac, flac, flac",
    "song.ogg, ogg, vorbis",
    "song.opus, opus, libopus",
    "song.m4a, ipod, aac",
    "song.wav, wav, pcm_s16le",
    "song.aiff, aiff, pcm_s16be",
    "song.wma, asf, wmav2",
    "song.wv, wv, wavpack",
  })
  void twoGenresAreWrittenAndRenewed(String name, String muxer, String encoder) throws IOException {
    Path song = song(name, muxer, encoder, Map.of());
    TagValues two = new TagValues(List.of("Jazz", "Blues"), "Rock", 0.5, 1, false);

    tagged(song, two);

    assertThat(FileTags.genre(song)).isEqualTo("Jazz; Blues");
    assertThat(untagged(song, two)).as("says it already").hasValue("");
    tagged(song, ROCK);
    assertThat(FileTags.genre(song)).isEqualTo("Rock");
    assertThat(untagged(song, ROCK)).hasValue("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav, pcm_s16le", "aiff, pcm_s16be"})
  void aSecondVerdictReplacesTheFirstInChunksToo(String format) throws IOException {
    List<String> f = List.of(format.split(", "));
    Path song = song("song." + f.get(0), f.get(0), f.get(1), Map.of());

    tagged(song, JAZZ);
    tagged(song, ROCK);

    assertThat(FileTags.genre(song)).isEqualTo("Rock");
  }

  @Test
  void aVerdictThatAgreesWithAPersonDoesNotMakeTheGenreOurs() throws IOException {
    Path song = song("song.flac", "flac", "flac", Map.of("tag:genre", "Jazz"));

    tagged(song, JAZZ);
    tagged(song, ROCK);

    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
  }

  @ParameterizedTest
  @CsvSource({"song.tta, tta, tta", "song.mka, matroska, libopus", "song, mp3, libmp3lame"})
  void otherFormatsKeepTheirTagsAndSaySo(String name, String muxer, String encoder)
      throws IOException {
    Path song = song(name, muxer, encoder, Map.of());

    assertThat(((Made.Unchanged) make(song, JAZZ)).note()).contains("are not written");
    assertThat(left()).containsExactly(name);
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysIsLeftAlone() throws IOException {
    Path song = song("song.mp3", "flac", "flac", Map.of());
    Path text = Files.writeString(dir.resolve("text.flac"), "no song");

    assertThat(((Made.Unchanged) make(text, JAZZ)).note()).contains("cannot be written");
    Made made = make(song, JAZZ);
    if (made instanceof Made.Ready ready) {
      assertThat(id(ready.file())).isEqualTo(id(song));
    }
  }

  @Test
  void tagsThatWouldChangeTheAudioAreNotWritten() throws IOException {
    Path song = song("song.flac", "flac", "flac", Map.of());

    Made made = StagingFolder.beside(song, 7).make(song, JAZZ, false, copy -> false);

    assertThat(((Made.Unchanged) made).note()).contains("that would change its audio");
    assertThat(left()).containsExactly("song.flac");
  }

  @Test
  void aCopyHasTheSameBytesTimeAndPermissions() throws IOException {
    Path song = song("song.tta", "tta", "tta", Map.of());
    Files.setPosixFilePermissions(song, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(song, FileTime.fromMillis(1234));

    Made.Ready made =
        (Made.Ready) StagingFolder.beside(song, 7).make(song, JAZZ, true, copy -> true);

    assertThat(made.file()).hasSameBinaryContentAs(song);
    assertThat(made.delta()).isNull();
    assertThat(made.note()).contains(".tta");
    assertThat(Files.getLastModifiedTime(made.file()).toMillis()).isEqualTo(1234);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void tagsAroundALargeCoverNeedFewBytesToComeBack() throws IOException {
    Path song = song("song.mp3", "mp3", "libmp3lame", Map.of("cover", "yes", "tag:title", "T"));
    byte[] plain = Files.readAllBytes(song);
    byte[] big = withCover(plain, 300_000);
    Files.write(song, big);

    Made.Ready made = tagged(song, JAZZ);

    assertThat(made.delta().size()).isLessThan(20_000);
    assertThat(StagingFolder.beside(song, 8).remake(song, made.delta(), 0)).hasBinaryContent(big);
  }

  /** The same mp3 behind a tag of one picture that cannot be compressed, then a title. */
  private static byte[] withCover(byte[] mp3, int size) {
    byte[] noise = new byte[size];
    new Random(3).nextBytes(noise);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frame(frames, "TIT2", "\u0000Song".getBytes(ISO_8859_1));
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    picture.writeBytes("\u0000image/png\u0000\u0003\u0000".getBytes(ISO_8859_1));
    picture.writeBytes(noise);
    frame(frames, "APIC", picture.toByteArray());
    frame(frames, "TALB", "\u0000Album".getBytes(ISO_8859_1));
    ByteBuffer out = ByteBuffer.allocate(10 + frames.size() + mp3.length);
    int n = frames.size();
    out.put(new byte[] {'I', 'D', '3', 3, 0, 0});
    out.put(
        new byte[] {
          (byte) (n >> 21), (byte) (n >> 14 & 127), (byte) (n >> 7 & 127), (byte) (n & 127)
        });
    out.put(frames.toByteArray()).put(mp3);
    return out.array();
  }

  private static void frame(ByteArrayOutputStream out, String id, byte[] body) {
    out.writeBytes(id.getBytes(US_ASCII));
    out.writeBytes(ByteBuffer.allocate(6).putInt(body.length).array());
    out.writeBytes(body);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
