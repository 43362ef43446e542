package io.musicreclass.organize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.organize.StagingFolder.Outcome;
import io.musicreclass.tags.TagFile;
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
  private static final TagValues HAPPY =
      new TagValues(List.of(), List.of("House"), List.of("happy", "party"), "Jazz", 0.8, 1, false);
  private static final TagValues SAD =
      new TagValues(List.of(), List.of(), List.of("sad"), "Jazz", 0.8, 1, false);
  private static final TagValues ROCK = new TagValues(List.of("Rock"), "Rock", 0.5, 3, false);

  @TempDir Path dir;

  private Path song(String name, String muxer, String encoder, Map<String, String> options) {
    int rate = encoder.equals("libopus") ? 48000 : 44100;
    return TestAudio.write(dir.resolve(name), muxer, encoder, rate, 2, MUSIC, options);
  }

  private static Object id(Path file) {
    return Decoder.open(file) instanceof Decoded.Audio audio ? audio.id() : "none";
  }

  private Outcome prepare(Path song, TagValues tags) throws IOException {
    return StagingFolder.beside(song, 7)
        .prepare(song, tags, false, copy -> id(copy).equals(id(song)));
  }

  /** Tags a song without moving it. */
  private Outcome.Ready tagged(Path song, TagValues tags) throws IOException {
    Outcome.Ready outcome = (Outcome.Ready) prepare(song, tags);
    FileMover.replace(outcome.file(), song);
    StagingFolder.beside(song, 7).clear();
    return outcome;
  }

  private static String moods(Path song) throws IOException {
    return String.join("; ", TagFile.read(song).all(TagFile.MOOD));
  }

  @ParameterizedTest
  @CsvSource({
    "song.mp3, mp3, libmp3lame",
    "song.flac, flac, flac",
    "song.ogg, ogg, vorbis",
    "song.m4a, ipod, aac",
    "song.wma, asf, wmav2",
    "song.wv, wv, wavpack",
  })
  void moodsAreWrittenWithoutAGenreAndOurOwnAreUpdatedAndRestored(
      String name, String muxer, String encoder) throws IOException {
    Path song = song(name, muxer, encoder, Map.of());
    byte[] original = Files.readAllBytes(song);

    Outcome.Ready outcome = tagged(song, HAPPY);

    assertThat(moods(song)).isEqualTo("happy; party");
    assertThat(TagFile.read(song).all(TagFile.STYLE)).containsExactly("House");
    assertThat(FileTags.genre(song)).isEmpty();
    assertThat(tagSkipReason(song, HAPPY)).as("as required already").hasValue("");
    Path restored =
        StagingFolder.beside(song, 8)
            .restore(song, BinaryDelta.of(outcome.delta().toArray()), 5_000_000_000L);
    assertThat(restored).hasBinaryContent(original);

    tagged(song, SAD);
    assertThat(moods(song)).isEqualTo("sad");
    assertThat(TagFile.read(song).all(TagFile.STYLE)).as("none is known").containsExactly("House");
  }

  @ParameterizedTest
  @CsvSource({
    "song.mp3, mp3, libmp3lame",
    "song.flac, flac, flac",
    "song.wv, wv, wavpack",
  })
  void aPersonsMoodIsKept(String name, String muxer, String encoder) throws IOException {
    Path song = song(name, muxer, encoder, Map.of("tag:mood", "calm"));
    tagged(song, HAPPY);
    assertThat(moods(song)).isEqualTo("calm");
    assertThat(TagFile.read(song).all(TagFile.STYLE)).containsExactly("House");
    assertThat(tagSkipReason(song, HAPPY)).hasValue("");
  }

  private Optional<String> tagSkipReason(Path song, TagValues tags) throws IOException {
    return StagingFolder.tagSkipReason(song, tags);
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
  void tagsAreWrittenWithoutChangingTheAudioAndTheOriginalIsRestored(
      String name, String muxer, String encoder) throws IOException {
    Map<String, String> tags = new HashMap<>();
    if (!muxer.equals("wav") && !muxer.equals("aiff")) {
      tags.put("tag:title", "Für Elise");
      tags.put("tag:artist", "Ludwig");
    }
    Path song = song(name, muxer, encoder, tags);
    byte[] original = Files.readAllBytes(song);
    Object id = id(song);

    Outcome.Ready outcome = tagged(song, JAZZ);

    assertThat(id(song)).isEqualTo(id);
    SongTags now = Decoder.tags(song);
    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
    assertThat(now.title()).isEqualTo(tags.getOrDefault("tag:title", ""));
    assertThat(now.artist()).isEqualTo(tags.getOrDefault("tag:artist", ""));
    assertThat(tagSkipReason(song, JAZZ)).as("as required already").hasValue("");
    assertThat(outcome.after()).isEqualTo(FileDigest.of(song)).isNotEqualTo(outcome.before());
    assertThat(outcome.delta().size()).as("bytes stored").isLessThan(20_000);

    Path restored =
        StagingFolder.beside(song, 8)
            .restore(song, BinaryDelta.of(outcome.delta().toArray()), 5_000_000_000L);
    assertThat(restored).hasBinaryContent(original);
    assertThat(Files.getLastModifiedTime(restored).toMillis()).isEqualTo(5000);
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
  void aPersonsGenreIsKeptUnlessReplacingAndOurOwnIsUpdated(
      String name, String muxer, String encoder) throws IOException {
    Path song = song(name, muxer, encoder, Map.of("tag:genre", "Bebop"));

    tagged(song, JAZZ);
    assertThat(FileTags.genre(song)).isEqualTo("Bebop");
    assertThat(tagSkipReason(song, JAZZ)).hasValue("");
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
  void twoGenresAreWrittenAndUpdated(String name, String muxer, String encoder) throws IOException {
    Path song = song(name, muxer, encoder, Map.of());
    TagValues two = new TagValues(List.of("Jazz", "Blues"), "Rock", 0.5, 1, false);

    tagged(song, two);

    assertThat(FileTags.genre(song)).isEqualTo("Jazz; Blues");
    assertThat(tagSkipReason(song, two)).as("as required already").hasValue("");
    tagged(song, ROCK);
    assertThat(FileTags.genre(song)).isEqualTo("Rock");
    assertThat(tagSkipReason(song, ROCK)).hasValue("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav, pcm_s16le", "aiff, pcm_s16be"})
  void aSecondVerdictReplacesTheFirstInChunks(String format) throws IOException {
    List<String> f = List.of(format.split(", "));
    Path song = song("song." + f.get(0), f.get(0), f.get(1), Map.of());

    tagged(song, JAZZ);
    tagged(song, ROCK);

    assertThat(FileTags.genre(song)).isEqualTo("Rock");
  }

  @Test
  void aPersonsGenreIsKeptAfterAnEqualVerdict() throws IOException {
    Path song = song("song.flac", "flac", "flac", Map.of("tag:genre", "Jazz"));

    tagged(song, JAZZ);
    tagged(song, ROCK);

    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
  }

  @ParameterizedTest
  @CsvSource({"song.tta, tta, tta", "song.mka, matroska, libopus", "song, mp3, libmp3lame"})
  void otherFormatsKeepTheirTagsAndAreReported(String name, String muxer, String encoder)
      throws IOException {
    Path song = song(name, muxer, encoder, Map.of());

    assertThat(((Outcome.Unchanged) prepare(song, JAZZ)).note()).contains("are not written");
    assertThat(files()).containsExactly(name);
  }

  @Test
  void aFileOfAnotherFormatThanItsExtensionIsNotDamaged() throws IOException {
    Path song = song("song.mp3", "flac", "flac", Map.of());
    Path text = Files.writeString(dir.resolve("text.flac"), "no song");

    assertThat(((Outcome.Unchanged) prepare(text, JAZZ)).note()).contains("cannot be written");
    Outcome outcome = prepare(song, JAZZ);
    if (outcome instanceof Outcome.Ready ready) {
      assertThat(id(ready.file())).isEqualTo(id(song));
    }
  }

  @Test
  void tagsThatWouldChangeTheAudioAreNotWritten() throws IOException {
    Path song = song("song.flac", "flac", "flac", Map.of());

    Outcome outcome = StagingFolder.beside(song, 7).prepare(song, JAZZ, false, copy -> false);

    assertThat(((Outcome.Unchanged) outcome).note()).contains("that would change its audio");
    assertThat(files()).containsExactly("song.flac");
  }

  @Test
  void aCopyHasTheSameBytesTimeAndPermissions() throws IOException {
    Path song = song("song.tta", "tta", "tta", Map.of());
    Files.setPosixFilePermissions(song, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(song, FileTime.fromMillis(1234));

    Outcome.Ready outcome =
        (Outcome.Ready) StagingFolder.beside(song, 7).prepare(song, JAZZ, true, copy -> true);

    assertThat(outcome.file()).hasSameBinaryContentAs(song);
    assertThat(outcome.delta()).isNull();
    assertThat(outcome.note()).contains(".tta");
    assertThat(Files.getLastModifiedTime(outcome.file()).toMillis()).isEqualTo(1234);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outcome.file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void theDeltaIsSmallDespiteALargeCover() throws IOException {
    Path song = song("song.mp3", "mp3", "libmp3lame", Map.of("cover", "yes", "tag:title", "T"));
    byte[] plain = Files.readAllBytes(song);
    byte[] big = withCover(plain, 300_000);
    Files.write(song, big);

    Outcome.Ready outcome = tagged(song, JAZZ);

    assertThat(outcome.delta().size()).isLessThan(20_000);
    assertThat(StagingFolder.beside(song, 8).restore(song, outcome.delta(), 0))
        .hasBinaryContent(big);
  }

  /** The mp3 behind a tag with a title and an incompressible picture. */
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

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
