package io.musicreclass.decode;

import static io.musicreclass.decode.FileTable.AUDIO;
import static io.musicreclass.decode.TestAudio.ascii;
import static io.musicreclass.decode.TestAudio.wavBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files whose content does not match their name, and paths that are not regular files. */
class HostileFilesTest {
  private static final float[] SECOND = TestAudio.music(44100, 2, 1);

  @TempDir Path dir;

  private final FileTable table = new FileTable();

  @TestFactory
  Stream<DynamicTest> everyFileHasItsOutcome() {
    notSongs();
    names();
    specialFiles();
    return table.tests(dir);
  }

  private void notSongs() {
    table.row("nothing", "x.mp3", new byte[0], "EMPTY");
    table.row("one byte", "x.mp3", new byte[1], "NOT_AUDIO");
    for (String name : List.of("x.mp3", "x.flac", "x.wav", "x.ogg", "x.m4a", "x.ape", "x.bin")) {
      byte[] noise = new byte[200_000];
      new Random(7).nextBytes(noise);
      table.row("random bytes named " + name, name, noise, "NOT_AUDIO");
    }
    table.row("zeros named mp3", "x.mp3", new byte[100_000], "NOT_AUDIO");
    table.row(
        "text", "x.mp3", ascii("Dear diary, today I heard a song.\n".repeat(50)), "NOT_AUDIO");
    table.row("html", "x.mp3", ascii("<!DOCTYPE html><html><body>404</body></html>"), "NOT_AUDIO");
    table.row("a picture", "x.mp3", TestAudio.PNG, "NOT_AUDIO");
    byte[] id3 = new byte[10 + 1000];
    System.arraycopy(ascii("ID3\3\0\0\0\0\7\150"), 0, id3, 0, 10);
    table.row("an ID3 tag and no song", "x.mp3", id3, "NOT_AUDIO");
    table.row("m3u", "x.mp3", ascii("#EXTM3U\n#EXTINF:1,x\nsong.mp3\n"), "PLAYLIST");
    String hls =
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
    table.row("hls to a system file", "x.mp3", ascii(hls), "PLAYLIST");
    table.row("hls named m3u8", "x.m3u8", ascii(hls), "PLAYLIST");
    table.row("ffconcat", "x.mp3", ascii("ffconcat version 1.0\nfile /etc/passwd\n"), "PLAYLIST");
    table.row("pls", "x.mp3", ascii("[playlist]\nFile1=/etc/passwd\n"), "PLAYLIST");
    table.row(
        "sdp",
        "x.mp3",
        ascii("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 5 RTP/AVP 0\r\n"),
        "PLAYLIST");
    table.row(
        "dash",
        "x.mp4",
        ascii("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash\"></MPD>"),
        "PLAYLIST");
    table.row(
        "an ffconcat of a real song beside it",
        "PLAYLIST",
        dir -> {
          TestAudio.wav(dir.resolve("real.wav"), 44100, 2, 16, SECOND);
          return Files.writeString(dir.resolve("x.mp3"), "ffconcat version 1.0\nfile real.wav\n");
        });
  }

  private void names() {
    byte[] wav = wavBytes(44100, 2, 16, SECOND);
    for (String name :
        List.of(
            "concat:a|b.mp3",
            "-i.mp3",
            "%d.mp3",
            "http:x.wav",
            "pipe:0",
            "a\nb.wav",
            "x'y\"z$(true).wav",
            "caf\u00E9 \u97F3\u697D.wav",
            "n".repeat(246) + ".wav")) {
      table.row("a wav named " + name, name, wav, AUDIO);
    }
    table.row(
        "a name that is no UTF-8",
        AUDIO,
        dir -> {
          byte[] base = SongFile.bytes(dir);
          byte[] name = Arrays.copyOf(base, base.length + 7);
          System.arraycopy(
              new byte[] {'/', (byte) 0xE9, (byte) 0xFF, '.', 'm', 'p', '3'},
              0,
              name,
              base.length,
              7);
          return Files.write(SongFile.path(name), wav);
        });
    table.row(
        "flac named mp3",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x.mp3"), "flac", "flac", 44100, 2, SECOND));
    table.row(
        "mp3 named flac",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x.flac"), "mp3", "libmp3lame", 44100, 2, SECOND));
    table.row(
        "mp3 named txt",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x.txt"), "mp3", "libmp3lame", 44100, 2, SECOND));
    table.row(
        "m4a without a suffix",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x"), "ipod", "aac", 44100, 2, SECOND));
  }

  private void specialFiles() {
    table.row("a folder", "NOT_A_FILE", dir -> Files.createDirectory(dir.resolve("x.mp3")));
    table.row(
        "a pipe without a writer",
        "NOT_A_FILE",
        dir -> {
          Path pipe = dir.resolve("x.mp3");
          Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
          Assumptions.assumeTrue(mkfifo.waitFor() == 0, "no mkfifo here");
          return pipe;
        });
    table.row(
        "a device",
        "NOT_A_FILE",
        dir -> Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("/dev/zero")));
    table.row(
        "a link to itself",
        "GONE",
        dir -> Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("x.mp3")));
    table.row(
        "a link to nothing",
        "GONE",
        dir -> Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("y.mp3")));
    table.row("no file", "GONE", dir -> dir.resolve("x.mp3"));
    table.row(
        "below a file", "GONE", dir -> Files.write(dir.resolve("y"), new byte[1]).resolve("x.mp3"));
    table.row(
        "a link to a song",
        AUDIO,
        dir -> {
          TestAudio.wav(dir.resolve("y.wav"), 44100, 2, 16, SECOND);
          return Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("y.wav"));
        });
  }

  @Test
  void aFileUnreadableForThisUserIsReported() throws IOException {
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 2, 16, SECOND);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (Files.isReadable(file)) {
      System.out.println("SKIPPED: this user may read every file");
    }
    Assumptions.assumeFalse(Files.isReadable(file), "this user may read every file");
    assertThat(FileTable.outcome(Decoder.open(file))).isEqualTo("NO_PERMISSION");
  }
}
