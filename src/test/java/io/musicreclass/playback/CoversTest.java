package io.musicreclass.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.decode.picture.TestPictures;
import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoversTest {
  private static final TrackId SONG = new TrackId("sha256:" + "1".repeat(64));
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path music;
  private final ManualClock clock = new ManualClock();
  private final List<SongFile> files = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private Covers covers;

  @BeforeEach
  void setUp() throws IOException {
    music = Files.createDirectory(folder.resolve("music"));
    covers = covers(10, 1 << 20);
  }

  private Covers covers(int mostFiles, long mostBytes) {
    List<FileOpener<FoundPicture>> sources =
        List.of(
            new FileOpener<>(
                List.of(music),
                LIMIT,
                (file, above) -> {
                  opened.incrementAndGet();
                  return FoundPicture.inside(file, above);
                }),
            new FileOpener<>(List.of(music), LIMIT, FoundPicture::beside));
    CoverCache cache = new CoverCache(folder.resolve("covers"), mostFiles, mostBytes);
    return new Covers(id -> files, sources, cache, clock, LIMIT);
  }

  private Path song(String name, String muxer, String encoder, Map<String, String> options)
      throws IOException {
    float[] tones = TestAudio.tones(48_000, 1, 0.5);
    Path file = TestAudio.write(music.resolve(name), muxer, encoder, 48_000, 1, tones, options);
    files.add(0, SongFile.stat(file));
    return file;
  }

  private Path plainSong() throws IOException {
    return song("a.flac", "flac", "flac", Map.of());
  }

  private String picture(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("picture"), bytes).toString();
  }

  private static byte[] red(String type, int width) {
    return TestPictures.halves(type, width, 300, Color.RED);
  }

  private void assertWidth(int width) throws IOException {
    BufferedImage image = TestPictures.decoded(covers.cover(SONG).orElseThrow().jpeg());
    assertThat(image.getWidth()).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp3, mp3, libmp3lame, jpg", "a.mp3, mp3, libmp3lame, png", "a.flac, flac, flac, jpg",
    "a.m4a, ipod, aac, jpg", "a.m4a, ipod, alac, png", "a.aiff, aiff, pcm_s16be, jpg"
  })
  void thePictureInASongIsItsCover(String name, String muxer, String encoder, String type)
      throws IOException {
    Map<String, String> options = Map.of("cover", picture(red(type, 400)), "write_id3v2", "1");
    song(name, muxer, encoder, options);
    assertWidth(320);
    byte[] png = covers.png(SONG).orElseThrow();
    assertThat(new Color(TestPictures.decoded(png).getRGB(5, 5)).getRed()).isGreaterThan(240);
  }

  @Test
  void thePictureInTheCommentsOfAnOggFileIsItsCover() throws IOException {
    byte[] png = red("png", 200);
    ByteBuffer block = ByteBuffer.allocate(32 + 9 + png.length).putInt(3).putInt(9);
    block.put("image/png".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    block.putInt(200).putInt(300).putInt(32).putInt(0).putInt(png.length).put(png);
    String comment = Base64.getEncoder().encodeToString(block.array());
    song("a.ogg", "ogg", "libopus", Map.of("tag:METADATA_BLOCK_PICTURE", comment));
    assertWidth(200);
  }

  @Test
  void aPictureOfMoreThanAMegabyteIsFoundBehindWhateverNameTheOpenFileHas() throws IOException {
    byte[] noise = TestPictures.noise(700);
    assertThat(noise).hasSizeGreaterThan(1 << 20);
    song("a.mp3", "mp3", "libmp3lame", Map.of("cover", picture(noise)));
    assertWidth(320);
  }

  @Test
  void otherwiseThePictureBesideItIsTheCoverTheBestNameFirst() throws IOException {
    plainSong();
    assertThat(covers.cover(SONG)).isEmpty();
    Files.write(music.resolve("Front.PNG"), red("png", 100));
    Files.write(music.resolve("back.jpg"), red("jpg", 90));
    clock.now = clock.now.plus(Covers.KEPT);
    assertWidth(100);
    Files.write(music.resolve("Folder.jpg"), red("jpg", 110));
    clock.now = clock.now.plus(Covers.KEPT);
    assertWidth(110);
    Files.write(music.resolve("cover.png"), red("png", 120));
    clock.now = clock.now.plus(Covers.KEPT);
    assertWidth(120);
  }

  @Test
  void aDamagedPictureInTheSongIsNoReasonToMissTheOneBesideIt() throws IOException {
    song("a.flac", "flac", "flac", Map.of("cover", picture(new byte[] {(byte) 0xff, (byte) 0xd8})));
    Files.write(music.resolve("cover.jpg"), red("jpg", 110));
    assertWidth(110);
  }

  @Test
  void picturesOf60MegabytesLinksAndFoldersAreSkipped() throws IOException {
    Path song = music.resolve("a.mp3");
    byte[] plain = Files.readAllBytes(song("a.mp3", "mp3", "libmp3lame", Map.of()));
    int huge = 60 << 20;
    ByteBuffer id3 = ByteBuffer.allocate(10).put("ID3\3\0\0".getBytes(StandardCharsets.US_ASCII));
    int size = huge + 24;
    for (int shift = 21; shift >= 0; shift -= 7) {
      id3.put((byte) (size >> shift & 0x7f));
    }
    ByteBuffer frame = ByteBuffer.allocate(24).put("APIC".getBytes(StandardCharsets.US_ASCII));
    frame.putInt(14 + huge).putShort((short) 0).put((byte) 0);
    frame.put("image/jpeg\0\3\0".getBytes(StandardCharsets.US_ASCII));
    try (FileChannel out = FileChannel.open(song, StandardOpenOption.WRITE)) {
      out.write(id3.flip());
      out.write(frame.flip());
      out.write(ByteBuffer.wrap(plain), 10 + 24 + huge);
    }
    files.set(0, SongFile.stat(song));
    try (FileChannel out =
        FileChannel.open(
            music.resolve("cover.jpg"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(red("jpg", 50)));
      out.write(ByteBuffer.wrap(new byte[1]), huge);
    }
    Files.write(folder.resolve("secret.jpg"), red("jpg", 60));
    Files.createSymbolicLink(music.resolve("cover.png"), folder.resolve("secret.jpg"));
    Files.createDirectory(music.resolve("folder.jpg"));
    assertThat(covers.cover(SONG)).isEmpty();
    Files.write(music.resolve("front.jpg"), red("jpg", 70));
    clock.now = clock.now.plus(Covers.KEPT);
    assertWidth(70);
  }

  @Test
  void onlyTheFileThatTheLedgerKnowsIsOpened() throws IOException {
    Path song = plainSong();
    Files.write(music.resolve("cover.jpg"), red("jpg", 110));
    Files.writeString(song, "x", StandardOpenOption.APPEND);
    assertReason(Reason.CHANGED);
    files.set(0, SongFile.stat(Files.move(song, folder.resolve("outside.flac"))));
    assertReason(Reason.OUTSIDE);
    files.clear();
    assertThat(covers.cover(SONG)).isEmpty();
  }

  private void assertReason(Reason reason) {
    assertThatThrownBy(() -> covers.cover(SONG))
        .isInstanceOfSatisfying(
            UnplayableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void aCoverIsMadeOnceEvenIfTheProgramIsStartedAgainAndKeptWhileItsDiskIsAway()
      throws IOException {
    Path song = song("a.flac", "flac", "flac", Map.of("cover", picture(red("jpg", 400))));
    Cover first = covers.cover(SONG).orElseThrow();
    assertThat(covers.cover(SONG).orElseThrow().jpeg()).isEqualTo(first.jpeg());
    assertThat(opened).hasValue(1);
    covers = covers(10, 1 << 20);
    assertThat(covers.cover(SONG).orElseThrow().version()).isEqualTo(first.version());
    assertThat(opened).hasValue(1);
    Files.delete(song);
    clock.now = clock.now.plus(Covers.KEPT);
    assertThat(covers.cover(SONG).orElseThrow().version()).isEqualTo(first.version());
    assertThat(opened).as("tried again").hasValue(2);
  }

  @Test
  void thatThereIsNoCoverIsRememberedForADay() throws IOException {
    plainSong();
    assertThat(covers.cover(SONG)).isEmpty();
    assertThat(covers.cover(SONG)).isEmpty();
    assertThat(opened).hasValue(1);
    clock.now = clock.now.plus(Covers.KEPT);
    assertThat(covers.cover(SONG)).isEmpty();
    assertThat(opened).hasValue(2);
  }

  @Test
  void ofTooManyCoversTheOldestAreDeleted() throws IOException {
    CoverCache cache = new CoverCache(folder.resolve("covers"), 3, 100);
    Files.createDirectories(folder.resolve("covers"));
    Files.writeString(folder.resolve("covers/left.part"), "of a crash");
    for (int i = 1; i <= 3; i++) {
      cache.put("k" + i, Optional.of(new Cover(new byte[20])), clock.now.plusSeconds(i));
    }
    assertThat(stored()).containsExactly("k1.jpg", "k2.jpg", "k3.jpg");
    cache.put("k1", Optional.empty(), clock.now.plusSeconds(4)); // now the newest
    cache.put("k4", Optional.of(new Cover(new byte[20])), clock.now.plusSeconds(5));
    assertThat(stored()).containsExactly("k1.jpg", "k3.jpg", "k4.jpg");

    CoverCache later = new CoverCache(folder.resolve("covers"), 3, 100);
    later.put("k5", Optional.of(new Cover(new byte[70])), clock.now.plusSeconds(6));
    assertThat(stored()).containsExactly("k1.jpg", "k4.jpg", "k5.jpg");
    later.put("k6", Optional.of(new Cover(new byte[101])), clock.now.plusSeconds(7));
    assertThat(stored()).as("larger than everything").isEmpty();
  }

  private List<String> stored() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("covers"))) {
      return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void aDiskThatHangsHoldsNobodyAndNoDecoding() throws IOException {
    plainSong();
    CountDownLatch hung = new CountDownLatch(1);
    List<FileOpener<FoundPicture>> sources =
        List.of(
            new FileOpener<>(
                List.of(music),
                Duration.ofMillis(20),
                (file, above) -> {
                  opened.incrementAndGet();
                  try {
                    hung.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return FoundPicture.inside(file, above);
                }));
    CoverCache cache = new CoverCache(folder.resolve("covers"), 10, 1 << 20);
    covers = new Covers(id -> files, sources, cache, clock, Duration.ZERO);
    try {
      for (int i = 0; i < 5; i++) {
        assertReason(Reason.NO_RESPONSE);
      }
      assertThat(opened).as("a silent disk is not asked again").hasValue(1);
    } finally {
      hung.countDown();
    }
  }
}
