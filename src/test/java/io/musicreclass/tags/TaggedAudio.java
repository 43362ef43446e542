package io.musicreclass.tags;

import static io.musicreclass.tags.Id3Bytes.join;
import static io.musicreclass.tags.Id3Bytes.latin1;
import static io.musicreclass.tags.Id3Bytes.noise;

import io.musicreclass.decode.TestAudio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small files of every supported type, with much content that must be preserved. */
final class TaggedAudio {
  private static final float[] SOUND = TestAudio.music(44100, 2, 0.1);
  private static final Map<String, String> TAGS =
      Map.of("tag:title", "F\u00fcr Elise", "tag:artist", "Anna", "tag:genre", "Bebop");

  private final Path dir;
  private final Map<String, Path> files = new LinkedHashMap<>();

  private TaggedAudio(Path dir) {
    this.dir = dir;
  }

  /** All files, by name. */
  static Map<String, Path> all(Path dir) throws IOException {
    TaggedAudio made = new TaggedAudio(dir);
    made.mpeg();
    made.flac();
    made.mp4();
    made.chunks();
    made.others();
    return made.files;
  }

  private byte[] encoded(String muxer, String encoder, Map<String, String> options)
      throws IOException {
    int rate = encoder.equals("libopus") ? 48000 : 44100;
    Path file = Files.createTempFile(dir, "plain", ".bin");
    TestAudio.write(file, muxer, encoder, rate, 2, SOUND, options);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private void add(String name, byte[]... parts) throws IOException {
    files.put(name, Files.write(dir.resolve(name), join(parts)));
  }

  private void mpeg() throws IOException {
    byte[] tagged = encoded("mp3", "libmp3lame", Map.of());
    int start = 10 + (tagged[8] << 7) + tagged[9];
    byte[] mpeg = Arrays.copyOfRange(tagged, start, tagged.length);
    byte[] v1 = Arrays.copyOf(latin1("TAGTitle"), 128);
    v1[127] = 12;
    add("v22.mp3", Id3Bytes.old(0).tag(50), mpeg);
    add("v22unsync.mp3", Id3Bytes.old(0x80).tag(0), mpeg);
    add("v23.mp3", Id3Bytes.rich(3, 0).frame("TCON", "\0Bebop").tag(300), mpeg, v1);
    add("v23unsync.mp3", Id3Bytes.rich(3, 0x80).tag(0), mpeg);
    byte[] grouped = latin1("A\0\0\0\7\3grouped");
    byte[] v24 = Id3Bytes.rich(4, 0).frame("TCOM", 0x41, grouped).tag(0);
    add("v24.mp3", v24, mpeg, ape(), v1);
    add("v24footer.mp3", Id3Bytes.rich(4, 0x10).frame("TCON", "\0A\0B").tag(0), mpeg);
    add("bare.mp3", mpeg, v1);
  }

  private static byte[] ape() {
    byte[] items =
        join(
            item("Title", 0, latin1("Song")),
            item("Cover Art (Front)", 2, join(latin1("a.png\0"), noise(10, 80))),
            item("Artist", 0, latin1("Anna\0Bert")));
    ByteBuffer head = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    head.put(latin1("APETAGEX")).putInt(2000).putInt(items.length + 32).putInt(3);
    byte[] footer = head.duplicate().order(ByteOrder.LITTLE_ENDIAN).putInt(0x80000000).array();
    byte[] end = footer.clone();
    byte[] start = footer.clone();
    start[23] = (byte) 0xA0;
    return join(start, items, end);
  }

  private static byte[] item(String key, int flags, byte[] value) {
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return join(head.putInt(value.length).putInt(flags).array(), latin1(key + "\0"), value);
  }

  private void flac() throws IOException {
    byte[] flac = encoded("flac", "flac", TAGS);
    byte[] info = Arrays.copyOfRange(flac, 4, 42);
    info[0] = 0;
    int audio = 4;
    for (boolean last = false; !last; ) {
      last = flac[audio] < 0;
      audio += 4 + (ByteBuffer.wrap(flac, audio, 4).getInt() & 0xFFFFFF);
    }
    byte[] frames = Arrays.copyOfRange(flac, audio, flac.length);
    byte[] head = latin1("fLaC");
    byte[] app = block(2, join(latin1("test"), noise(11, 50)));
    byte[] picture = block(6, noise(12, 300));
    byte[] comments =
        comments("TITLE=T", "artist=Anna", "ARTIST=Bert", "genre=Bebop", "no name", "Genre=Swing");
    add(
        "rich.flac",
        head,
        info,
        app,
        block(4, comments),
        picture,
        block(0x81, new byte[900]),
        frames);
    byte[] only = info.clone();
    only[0] = (byte) 0x80;
    add("bare.flac", head, only, frames);
    byte[] foreign = Id3Bytes.rich(3, 0).tag(10);
    add("tight.flac", foreign, head, info, block(0x84, comments("GENRE=")), frames);
  }

  private static byte[] block(int type, byte[] body) {
    return join(ByteBuffer.allocate(4).putInt(type << 24 | body.length).array(), body);
  }

  private static byte[] comments(String... comments) {
    byte[] out = join(le(4), latin1("test"), le(comments.length));
    for (String comment : comments) {
      out = join(out, le(comment.length()), latin1(comment));
    }
    return out;
  }

  private static byte[] le(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private void mp4() throws IOException {
    byte[] last = encoded("ipod", "aac", TAGS);
    byte[] first =
        encoded("ipod", "aac", Map.of("tag:title", "T", "cover", "yes", "movflags", "faststart"));
    byte[] bare = encoded("ipod", "alac", Map.of());
    byte[] items =
        join(
            box("\u00a9ART", join(data(1, "Anna"), data(1, "Bert"))),
            box("\u00a9gen", join(data(1, "Bebop"), data(1, "Swing"))),
            box("gnre", data(0, "\0\5")),
            box(
                "----",
                join(
                    box("mean", latin1("\0\0\0\0com.apple.iTunes")),
                    box("name", latin1("\0\0\0\0LABEL")),
                    data(1, "One"),
                    data(1, "Two"))),
            box(
                "----",
                join(
                    box("mean", latin1("\0\0\0\0com.native-instruments.traktor")),
                    box("name", latin1("\0\0\0\0traktor4")),
                    box("data", noise(13, 90)))),
            box("cpil", data(21, "\1")),
            box("covr", join(data(14, "png"), data(14, "png2"))));
    add("last.m4a", Mp4Bytes.withItems(last, items));
    add("first.m4a", first);
    add("room.m4a", Mp4Bytes.withItems(last, join(items, box("xxxx", noise(14, 20)))));
    add("bare.m4a", bare);
  }

  private static byte[] data(int type, String value) {
    return box("data", join(new byte[] {0, 0, 0, (byte) type, 0, 0, 0, 0}, latin1(value)));
  }

  private static byte[] box(String type, byte[] content) {
    return join(ByteBuffer.allocate(4).putInt(8 + content.length).array(), latin1(type), content);
  }

  private void chunks() throws IOException {
    byte[] wav = encoded("wav", "pcm_s16le", Map.of());
    byte[] body = Arrays.copyOfRange(wav, 12, wav.length);
    byte[] labels = chunk("LIST", latin1("adtllabl\7\0\0\0\1\0\0\0In\0\0"));
    byte[] texts = latin1("INFOIART\4\0\0\0Anna" + "IGNR\6\0\0\0Bebop\0" + "INAM\1\0\0\0T\0");
    byte[] mine = chunk("bext", noise(15, 121));
    byte[] tag = chunk("id3 ", Id3Bytes.rich(3, 0).tag(40));
    riff("bare.wav", body);
    riff("broadcast.wav", mine, body, labels, chunk("LIST", texts), chunk("smpl", noise(16, 60)));
    riff("tagged.wav", body, tag, labels);
    byte[] aiff = encoded("aiff", "pcm_s16be", Map.of());
    add("bare.aiff", aiff);
  }

  private void riff(String name, byte[]... chunks) throws IOException {
    byte[] all = join(chunks);
    add(name, latin1("RIFF"), le(all.length + 4), latin1("WAVE"), all);
  }

  private static byte[] chunk(String id, byte[] body) {
    return join(latin1(id), le(body.length), body, new byte[body.length & 1]);
  }

  private void others() throws IOException {
    add("song.ogg", encoded("ogg", "vorbis", TAGS));
    add("song.opus", encoded("opus", "libopus", TAGS));
    byte[] wavpack = encoded("wv", "wavpack", Map.of());
    add("tagged.wv", wavpack, ape());
    add("bare.wv", wavpack, Arrays.copyOf(latin1("TAGTitle"), 128));
    add("song.wma", encoded("asf", "wmav2", TAGS));
    add("song.ape", silence(3), ape());
  }

  /** Monkey's Audio with two silent channels. */
  private static byte[] silence(int frames) {
    int blocks = 73728;
    ByteBuffer ape = ByteBuffer.allocate(76 + 20 * frames).order(ByteOrder.LITTLE_ENDIAN);
    ape.put(latin1("MAC ")).putShort((short) 3990).putShort((short) 0);
    ape.putInt(52).putInt(24).putInt(4 * frames).putInt(0);
    ape.putInt(16 * frames).putInt(0).putInt(0).putLong(0).putLong(0);
    ape.putShort((short) 1000).putShort((short) 0).putInt(blocks).putInt(blocks).putInt(frames);
    ape.putShort((short) 16).putShort((short) 2).putInt(44100);
    for (int i = 0; i < frames; i++) {
      ape.putInt(76 + 4 * frames + 16 * i);
    }
    for (int i = 0; i < frames; i++) {
      ape.putInt(0x80000000 + i).putInt(3).putLong(0);
    }
    return ape.array();
  }
}
