package io.musicreclass.e2e;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Files that people, programs and attackers may drop into folders. */
final class HostileInputs {
  /** How an input must end. */
  enum End {
    VERDICT("classified", "unsure"),
    /** Either is acceptable, as players differ too. */
    EITHER("classified", "unsure", "failed"),
    FAILED("failed"),
    IGNORED("ignored");

    private final String events;

    End(String... events) {
      this.events = String.join(" ", events);
    }

    boolean allows(String event) {
      return events.contains(event);
    }
  }

  /** An input and its expected end. */
  record Input(String what, String uri, End end) {}

  private final Path scratch;
  private final Path inbox;
  private final List<Input> inputs = new ArrayList<>();
  private int number = 1000;

  private HostileInputs(Path scratch, Path inbox) {
    this.scratch = scratch;
    this.inbox = inbox;
  }

  /** Creates all of them in the inbox. */
  static List<Input> write(Path scratch, Path inbox) throws IOException {
    HostileInputs table = new HostileInputs(scratch, inbox);
    table.notSongs();
    table.disguises();
    table.broken();
    table.names();
    table.oddSongs();
    table.links();
    return table.inputs;
  }

  private void notSongs() throws IOException {
    bytes("empty.mp3", new byte[0], End.FAILED);
    bytes("one byte.flac", new byte[] {1}, End.FAILED);
    byte[] noise = new byte[200_000];
    new Random(5).nextBytes(noise);
    bytes("random.mp3", noise, End.FAILED);
    bytes("random.flac", noise, End.FAILED);
    bytes("random.wav", noise, End.FAILED);
    bytes("random.ogg", noise, End.FAILED);
    bytes("random without extension", noise, End.FAILED);
    bytes("zeros.mp3", new byte[100_000], End.FAILED);
    bytes("text.mp3", "Dear diary, today I was a song.\n".repeat(99), End.FAILED);
    bytes("page.mp3", "<!doctype html><html><body>404</body></html>", End.FAILED);
    bytes("script.mp3", "#!/bin/sh\nrm -rf /\n", End.FAILED);
    bytes("zip.mp3", "PK\003\004" + "x".repeat(500), End.FAILED);
    bytes(
        "jpeg.mp3",
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16},
        End.FAILED);
    bytes("only an id3 tag.mp3", id3(3000), End.FAILED);
    bytes("cover.jpg", "no song", End.IGNORED);
    bytes("notes.txt", "no song", End.IGNORED);
    bytes(".hidden.mp3", "no song", End.IGNORED);
    bytes("half.mp3.part", "not yet", End.IGNORED);
  }

  private void disguises() {
    bytes("ffconcat.mp3", "ffconcat version 1.0\nfile '/etc/passwd'\n", End.FAILED);
    bytes("hls.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n/etc/passwd\n", End.FAILED);
    bytes("m3u8.mp3", "#EXTM3U\nhttp://127.0.0.1:1/secret.mp3\n", End.FAILED);
    bytes("pls.mp3", "[playlist]\nFile1=/etc/passwd\nNumberOfEntries=1\n", End.FAILED);
    bytes("sdp.mp3", "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n", End.FAILED);
    bytes(
        "dash.mp3", "<?xml version=\"1.0\"?><MPD><BaseURL>/etc/passwd</BaseURL></MPD>", End.FAILED);
    bytes("cue.mp3", "FILE \"/etc/passwd\" WAVE\n  TRACK 01 AUDIO\n", End.FAILED);
  }

  private void broken() throws IOException {
    truncated("truncated.wav", "wav", "pcm_s16le");
    truncated("truncated.flac", "flac", "flac");
    truncated("truncated.m4a", "ipod", "aac");
    bytes("header only.wav", Arrays.copyOf(wav(2), 44), End.FAILED);
    patched("no channels.wav", 22, 2, 0, End.FAILED);
    patched("no rate.wav", 24, 4, 0, End.FAILED);
    patched("65535 channels.wav", 22, 2, 0xffff, End.FAILED);
    patched("zero block.wav", 32, 2, 0, End.EITHER);
    patched("promises ten times too much.wav", 40, 4, 1_764_000, End.FAILED);
    patched("promises 2 GB as pipes do.wav", 40, 4, 0x7fff0000, End.VERDICT);
    patched("stream of unknown length.wav", 40, 4, 0xffffffff, End.VERDICT);
    byte[] flac = Files.readAllBytes(encoded("x.flac", "flac", "flac", 5));
    bytes("flac without frames.flac", Arrays.copyOf(flac, 80), End.FAILED);
    System.arraycopy(new byte[400], 0, flac, flac.length / 2, 400);
    bytes("a hole in the middle.flac", flac, End.EITHER);
  }

  private void names() throws IOException {
    for (String name :
        List.of(
            "concat:a|b.mp3",
            "-i.mp3",
            "%d.mp3",
            "two\nlines.mp3",
            "file:x.mp3",
            "http:x.mp3",
            "quote\"and'quote.mp3",
            "$(reboot).mp3",
            "é 日本 🎵.mp3",
            "tab\tand\\back.mp3",
            "x".repeat(240) + ".mp3",
            "#hash?query.mp3",
            " leading space.mp3")) {
      move(song(), inbox.resolve(name), "name " + shown(name), End.VERDICT);
    }
    byte[] base = SongFile.bytes(inbox);
    byte[] name = Arrays.copyOf(base, base.length + 9);
    byte[] tail = {'/', (byte) 0xff, (byte) 0xfe, (byte) 0xe9, 'a', '.', 'w', 'a', 'v'};
    System.arraycopy(tail, 0, name, base.length, tail.length);
    move(song(), SongFile.path(name), "name that is no UTF-8", End.VERDICT);
    Path deep = inbox.resolve("a/b/c/d/e/f/g");
    Files.createDirectories(deep);
    move(song(), deep.resolve("deep.wav"), "deep folders", End.VERDICT);
    move(song(), inbox.resolve("wav named mp3.mp3"), "wrong extension", End.VERDICT);
    move(song(), inbox.resolve("no extension"), "no extension", End.VERDICT);
  }

  private void oddSongs() throws IOException {
    odd("one sample.wav", 44_100, 1, 16, new float[] {0.5f}, End.FAILED);
    odd("twenty samples.wav", 44_100, 1, 16, noise(20), End.FAILED);
    odd("8 kHz mono.wav", 8000, 1, 16, noise(40_000), End.VERDICT);
    odd("192 kHz 24 bit.wav", 192_000, 2, 24, noise(800_000), End.VERDICT);
    odd("6 channels.wav", 48_000, 6, 16, noise(6 * 96_000), End.VERDICT);
    odd("8 bit.wav", 11_025, 1, 8, noise(40_000), End.VERDICT);
    odd("silence.wav", 44_100, 1, 16, new float[100_000], End.FAILED);
    float[] nan = noise(100_000);
    Arrays.fill(nan, 1000, 3000, Float.NaN);
    nan[5000] = Float.POSITIVE_INFINITY;
    odd("nan and infinity.wav", 44_100, 1, -32, nan, End.VERDICT);
    float[] loud = noise(100_000);
    for (int i = 0; i < loud.length; i++) {
      loud[i] *= 1e6f;
    }
    odd("far too loud floats.wav", 44_100, 1, -32, loud, End.VERDICT);
    threeHours();
    for (String[] kind :
        List.of(
            new String[] {"song.mp3", "mp3", "libmp3lame"},
            new String[] {"song.ogg", "ogg", "vorbis"},
            new String[] {"song.opus", "ogg", "libopus"},
            new String[] {"song.m4a", "ipod", "aac"})) {
      Path file = encoded(kind[0], kind[1], kind[2], 6);
      move(file, inbox.resolve(kind[0]), kind[2], End.VERDICT);
    }
  }

  /** Three hours of 8 kHz 8-bit audio: a sparse file with 40 s of noise in its middle. */
  private void threeHours() throws IOException {
    int size = 3 * 3600 * 8000;
    Path file = scratch.resolve("long.wav");
    byte[] header = Arrays.copyOf(wav(0.01), 44);
    ByteBuffer h = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(4, size + 36).putInt(24, 8000).putInt(28, 8000).putShort(32, (short) 1);
    h.putShort(34, (short) 8).putInt(40, size);
    byte[] noise = new byte[40 * 8000];
    new Random(3).nextBytes(noise);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      out.seek(44 + size / 2 - noise.length / 2);
      out.write(noise);
      out.setLength(44L + size);
    }
    move(file, inbox.resolve("three hours.wav"), "three hours", End.VERDICT);
  }

  private void links() throws IOException {
    link("passwd.mp3", Path.of("/etc/passwd"));
    link("dangling.mp3", Path.of("/nowhere/at/all"));
    link("loop.mp3", inbox.resolve("loop.mp3"));
    link("zero.mp3", Path.of("/dev/zero"));
    Path outside = scratch.resolve("outside.wav");
    Songs.write(outside, number++, 4);
    link("song outside.wav", outside);
    Files.createDirectories(inbox.resolve("folder.mp3"));
    Path hard = scratch.resolve("hard.wav");
    Songs.write(hard, number++, 4);
    Path target = inbox.resolve("hard link.wav");
    Files.createLink(target, hard);
    inputs.add(new Input("hard link", SongFile.uri(target), End.VERDICT));
    if (!"root".equals(System.getProperty("user.name"))) {
      Path secret = song();
      Files.setPosixFilePermissions(secret, java.util.Set.of());
      move(secret, inbox.resolve("no permission.wav"), "no permission", End.FAILED);
    } else {
      System.out.println("SKIPPED: no permission (root may read everything)");
    }
  }

  private void link(String name, Path target) throws IOException {
    Path link = inbox.resolve(name);
    Files.createSymbolicLink(link, target);
    inputs.add(new Input("link " + name, SongFile.uri(link), End.IGNORED));
  }

  private Path song() {
    return Songs.write(scratch.resolve("song-" + number + ".wav"), number++, 4);
  }

  private byte[] wav(double seconds) throws IOException {
    return Files.readAllBytes(Songs.write(scratch.resolve("w.wav"), number++, seconds));
  }

  private Path encoded(String name, String muxer, String encoder, double seconds) {
    Path file = scratch.resolve("encoded-" + name);
    float[] mono = Songs.samples(number++, seconds);
    float[] stereo = new float[2 * mono.length];
    for (int i = 0; i < stereo.length; i++) {
      stereo[i] = mono[i / 2];
    }
    int rate = encoder.equals("libopus") ? 48_000 : 44_100;
    return TestAudio.write(file, muxer, encoder, rate, 2, stereo);
  }

  private static float[] noise(int samples) {
    Random random = new Random(samples);
    float[] out = new float[samples];
    for (int i = 0; i < samples; i++) {
      out[i] = (float) (0.2 * random.nextGaussian());
    }
    return out;
  }

  private static byte[] id3(int size) {
    byte[] tag = new byte[10 + size];
    tag[0] = 'I';
    tag[1] = 'D';
    tag[2] = '3';
    tag[3] = 4;
    tag[8] = (byte) (size >> 7);
    tag[9] = (byte) (size & 0x7f);
    return tag;
  }

  private void odd(String name, int rate, int channels, int bits, float[] samples, End end)
      throws IOException {
    Path file = TestAudio.wav(scratch.resolve(name), rate, channels, bits, samples);
    move(file, inbox.resolve(name), name, end);
  }

  private void truncated(String name, String muxer, String encoder) throws IOException {
    byte[] whole = Files.readAllBytes(encoded(name, muxer, encoder, 10));
    bytes(name, Arrays.copyOf(whole, whole.length / 3), End.FAILED);
  }

  /** A WAV with a little-endian field overwritten. */
  private void patched(String name, int offset, int width, int value, End end) throws IOException {
    byte[] wav = wav(4);
    for (int i = 0; i < width; i++) {
      wav[offset + i] = (byte) (value >> (8 * i));
    }
    bytes(name, wav, end);
  }

  private void bytes(String name, String text, End end) {
    bytes(name, text.getBytes(StandardCharsets.UTF_8), end);
  }

  private void bytes(String name, byte[] bytes, End end) {
    try {
      Path file = TestAudio.bytes(scratch.resolve("bytes"), bytes);
      move(file, inbox.resolve(name), name, end);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void move(Path file, Path target, String what, End end) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    inputs.add(new Input(what, SongFile.uri(target), end));
  }

  private static String shown(String name) {
    String plain = name.replace('\n', '␤').replace('\t', '␉');
    return plain.length() > 30 ? plain.substring(0, 30) + "…" : plain;
  }
}
